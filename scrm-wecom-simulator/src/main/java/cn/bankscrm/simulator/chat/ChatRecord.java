package cn.bankscrm.simulator.chat;

import java.time.Instant;

/**
 * A record as it is handed out.
 *
 * @param at when the archive took it; it is dropped five days later
 */
public record ChatRecord(
        long seq, String msgid, int publickeyVer, String encryptRandomKey, String encryptChatMsg, Instant at) {}

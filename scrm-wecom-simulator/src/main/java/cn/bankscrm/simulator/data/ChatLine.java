package cn.bankscrm.simulator.data;

/**
 * A record of the archive as the journal keeps it.
 *
 * @param at in milliseconds
 */
public record ChatLine(
        long seq, String msgid, int publickeyVer, String encryptRandomKey, String encryptChatMsg, long at) {}

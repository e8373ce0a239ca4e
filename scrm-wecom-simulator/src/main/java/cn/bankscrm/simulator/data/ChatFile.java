package cn.bankscrm.simulator.data;

/**
 * A file that was sent in a chat.
 *
 * @param what its contents are made from
 */
public record ChatFile(String sdkfileid, String what) {}

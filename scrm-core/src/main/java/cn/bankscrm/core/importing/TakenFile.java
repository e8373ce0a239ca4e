package cn.bankscrm.core.importing;

/**
 * What a file became.
 *
 * @param created rows that were new
 * @param changed rows that replaced something
 * @param note how it compares with what is in force, in Chinese
 * @param made the number of what the file as a whole became
 */
public record TakenFile(long created, long changed, String note, String made) {}

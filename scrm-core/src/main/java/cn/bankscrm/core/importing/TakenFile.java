package cn.bankscrm.core.importing;

/**
 * What a file became.
 *
 * @param created rows that were new
 * @param made the number of what the file as a whole became
 */
public record TakenFile(long created, String made) {}

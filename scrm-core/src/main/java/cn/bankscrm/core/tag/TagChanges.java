package cn.bankscrm.core.tag;

/**
 * What became of the register's tags.
 *
 * @param found how many tags WeCom has
 * @param added how many of them were new
 * @param changed how many were another than the register had
 * @param deleted how many the register had and WeCom has no more
 */
public record TagChanges(long found, long added, long changed, long deleted) {}

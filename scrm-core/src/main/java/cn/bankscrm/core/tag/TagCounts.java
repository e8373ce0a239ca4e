package cn.bankscrm.core.tag;

/**
 * How many tags there are.
 *
 * @param corp corp tags
 * @param strategy tags of strategies; WeCom's limit holds for both together
 * @param own the bank's own
 * @param groups corp tag groups
 * @param waiting wishes about corp tags and groups that wait
 * @param waitingMarks wishes about tags on friends that wait
 */
public record TagCounts(long corp, long strategy, long own, long groups, long waiting, long waitingMarks) {}

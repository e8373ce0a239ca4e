package cn.bankscrm.simulator.data;

/**
 * A line of {@code corp_tags.jsonl}: a corp tag in its group, in the order of the console.
 *
 * @param owner the app that made it; empty for the console
 * @param createTime Unix seconds
 */
public record TagRecord(String id, String groupId, String groupName, String name, String owner, long createTime) {}

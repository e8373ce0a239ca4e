package cn.bankscrm.kpi.coverage;

/**
 * Friends (好友关系) of the staff who hold a post in an institution's subtree, or of one member of staff. Counted by link:
 * a contact who is a friend of two members counts twice. A contact who is not certified belongs to no customer, so
 * friends are no share of the managed customers.
 *
 * @param links live friend links
 * @param certified of these, those whose contact is certified as some customer
 */
public record FriendCounts(long links, long certified) {

    public static final FriendCounts NONE = new FriendCounts(0, 0);

    /** Friends who could be asked to certify themselves. */
    public long waiting() {
        return links - certified;
    }
}

package cn.bankscrm.engagement.tracking;

/**
 * A page that was opened.
 *
 * @param ticket with which the page reports
 * @param passingOn what its address carries when it is passed on
 */
public record Visit(String ticket, String passingOn) {

    /** Without the tickets. */
    @Override
    public String toString() {
        return "Visit";
    }
}

package cn.bankscrm.compliance.reading;

/** What somebody asked, by its number, and why. */
public record Asked(long id, Inquiry inquiry, String reason) {

    /** Not what was typed: this may end in a log. */
    @Override
    public String toString() {
        return "Asked[" + id + "]";
    }
}

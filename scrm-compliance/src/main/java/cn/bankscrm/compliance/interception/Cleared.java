package cn.bankscrm.compliance.interception;

import cn.bankscrm.compliance.screening.Outlet;

/**
 * A text that may leave on one outlet, with the verdict that says so. Whatever sends takes this type, and nobody but
 * the door makes it: a way around does not compile.
 */
public final class Cleared {

    private final String text;
    private final Outlet outlet;
    private final VerdictId verdict;

    Cleared(Outgoing outgoing, VerdictId verdict) {
        this.text = outgoing.text();
        this.outlet = outgoing.outlet();
        this.verdict = verdict;
    }

    public String text() {
        return text;
    }

    public Outlet outlet() {
        return outlet;
    }

    public VerdictId verdict() {
        return verdict;
    }

    /** Not the text: this may end in a log. */
    @Override
    public String toString() {
        return "Cleared[" + outlet + ", " + verdict + "]";
    }
}

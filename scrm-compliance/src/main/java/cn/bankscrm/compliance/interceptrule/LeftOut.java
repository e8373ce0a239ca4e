package cn.bankscrm.compliance.interceptrule;

import cn.bankscrm.compliance.screening.Level;

/** A term of the lexicon that stands in no rule of WeCom's. The door and the archive look for it all the same. */
public record LeftOut(String term, Level level, long hits, Reason reason) {

    /** Why. */
    public enum Reason {
        /** All rules that the corp may have are full. */
        NO_ROOM,
        /** Longer than WeCom's words may be. */
        TOO_LONG,
        /** Nobody at WeCom stands where the entry applies, as far as the directory was read. */
        NO_AUDIENCE,
        /** More members or departments than WeCom takes for a rule at a time. */
        AUDIENCE_TOO_WIDE,
        /** WeCom knows no combinations. */
        COMBINATION,
        /** Only to be recorded: a rule cannot. */
        RECORD_ONLY,
        /** For outlets other than chats. */
        NOT_FOR_CHATS
    }
}

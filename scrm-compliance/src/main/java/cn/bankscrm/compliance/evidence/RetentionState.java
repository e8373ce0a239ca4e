package cn.bankscrm.compliance.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * How long what is kept, and what was deleted.
 *
 * @param rules the default first, types of messages of their own, the audit log
 * @param runs deletions, newest first, at most a page of them
 * @param next after which run the list goes on; empty at its end
 * @param files of chats that were deleted over all
 */
public record RetentionState(List<Rule> rules, List<Run> runs, Optional<Long> next, long files) {

    public RetentionState {
        rules = List.copyOf(rules);
        runs = List.copyOf(runs);
    }

    /**
     * What is kept for how long.
     *
     * @param name WeCom's {@code msgtype}, {@code default} for messages of all others, {@code audit} for the audit log
     * @param oldest the time of the oldest there is; empty where there is none, or looking took too long
     * @param goes in which night that is deleted, unless a hold keeps it
     * @param over whether that night is past: a hold keeps it, or it goes tonight
     */
    public record Rule(String name, Period kept, Optional<Instant> oldest, Optional<LocalDate> goes, boolean over) {}

    /**
     * A deletion.
     *
     * @param rule as {@link Rule#name()}
     * @param before everything of an earlier day went
     * @param root what was signed of the list of records, in hexadecimal
     * @param key the id of the key that signed
     */
    public record Run(
            long id, Instant at, String rule, Period kept, LocalDate before, long records, String root, String key) {}
}

package cn.bankscrm.compliance.interceptrule;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule of ours that somebody had changed or deleted at WeCom, and that was put right.
 *
 * @param at when it was put right
 * @param missing words that were gone
 * @param foreign words that were added
 */
public record Drift(Instant at, int number, Set<Kind> kinds, int missing, int foreign) {

    /** What was changed. */
    public enum Kind {
        DELETED,
        NAME,
        KIND,
        WORDS,
        AUDIENCE,
        PATTERNS
    }

    public Drift {
        kinds = Set.copyOf(kinds);
    }

    static Drift deleted(Instant at, int number, InterceptRule written) {
        return new Drift(at, number, Set.of(Kind.DELETED), written.words().size(), 0);
    }

    /** Without kinds where WeCom has what was written. */
    static Drift between(Instant at, int number, InterceptRule written, InterceptRule found) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (!written.name().equals(found.name())) {
            kinds.add(Kind.NAME);
        }
        if (written.kind() != found.kind()) {
            kinds.add(Kind.KIND);
        }
        if (!written.words().equals(found.words())) {
            kinds.add(Kind.WORDS);
        }
        if (!written.audience().equals(found.audience())) {
            kinds.add(Kind.AUDIENCE);
        }
        if (found.patterns()) {
            kinds.add(Kind.PATTERNS);
        }
        Set<String> missing = new TreeSet<>(written.words());
        missing.removeAll(found.words());
        Set<String> foreign = new TreeSet<>(found.words());
        foreign.removeAll(written.words());
        return new Drift(at, number, kinds, missing.size(), foreign.size());
    }
}

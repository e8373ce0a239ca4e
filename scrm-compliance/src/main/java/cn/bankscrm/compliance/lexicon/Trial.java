package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version of the lexicon says of a text that somebody tries.
 *
 * @param findings by their place in the text; those that a safe context saved, too
 */
public record Trial(Verdict verdict, List<Finding> findings) {

    public Trial {
        findings = List.copyOf(findings);
    }

    /**
     * A place where an entry hits, or would.
     *
     * @param hit where and how
     * @param id the entry's number
     * @param ground what the entry rests on; may be empty
     * @param savedBy the safe context that it lies in, so that it is no hit; null when it is one
     */
    public record Finding(
            Hit hit, EntryId id, String ground, @Nullable String savedBy) {}
}

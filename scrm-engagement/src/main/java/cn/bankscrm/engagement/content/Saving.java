package cn.bankscrm.engagement.content;

import java.util.List;

/** What became of the wish to keep a manuscript. */
public sealed interface Saving {

    /** @param version to name when it is next saved or submitted */
    record Saved(ContentId content, ContentVersionId id, long version) implements Saving {}

    record Faulty(List<Manuscript.Fault> faults) implements Saving {

        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /** Somebody else saved it since it was opened, or it is not open any more; nothing was overwritten. */
    record Overtaken() implements Saving {}

    /** No such content of this institution. */
    record NotFound() implements Saving {}
}

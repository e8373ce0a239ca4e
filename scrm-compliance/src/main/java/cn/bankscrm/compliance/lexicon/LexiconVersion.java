package cn.bankscrm.compliance.lexicon;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version and what became of it.
 *
 * @param note what the author says of the change
 * @param author account or API client
 * @param publisher another one; null before it is published, and when it was dropped
 * @param effectiveFrom in force from then on, until a later one is; null as above
 */
public record LexiconVersion(
        VersionNumber number,
        Status status,
        String note,
        String author,
        Instant createdAt,
        @Nullable String publisher,
        @Nullable Instant publishedAt,
        @Nullable Instant effectiveFrom,
        int entries) {

    /** How far it came. */
    public enum Status {
        /** Its author works on it. */
        DRAFT,
        /** Waits for a second person, and changes no more unless it is sent back. */
        SUBMITTED,
        PUBLISHED,
        DROPPED
    }
}

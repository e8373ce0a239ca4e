package cn.bankscrm.compliance.archive;

import java.time.Instant;
import java.util.List;

/**
 * What of the archive cannot be had, by its numbers: nothing of what it says.
 *
 * @param records that cannot be read, the newest first, at most {@link #MOST}
 * @param files that can no longer be had, the newest first, at most {@link #MOST}
 */
public record ArchiveTrouble(List<Unread> records, List<Lost> files) {

    /** More are counted, not named. */
    public static final int MOST = 50;

    public ArchiveTrouble {
        records = List.copyOf(records);
        files = List.copyOf(files);
    }

    /**
     * @param seq WeCom's number
     * @param reason a word: {@code KEY}, {@code NO_JSON}, {@code FAULT}, or {@code CODE_} and WeCom's number
     * @param since when it was pulled
     */
    public record Unread(long seq, String reason, Instant since) {}

    /**
     * @param seq of a message that names it
     * @param id the file's own number
     * @param kind as WeCom calls what it is in: image, voice, file …
     * @param reason a word: {@code EXPIRED}, {@code MD5}, or {@code CODE_} and WeCom's number
     * @param since when it was named first
     */
    public record Lost(long seq, long id, String kind, String reason, Instant since) {}
}

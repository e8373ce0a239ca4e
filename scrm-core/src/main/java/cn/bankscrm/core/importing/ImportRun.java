package cn.bankscrm.core.importing;

import java.time.Instant;
import java.util.Optional;

/**
 * One file on its way in: accepted, waiting for its turn, read, checked, written; done, or failed with nothing written.
 * It goes on by itself after a crash.
 *
 * @param percent how far it is, 0 to 100
 * @param read rows read so far, without the header
 * @param applied rows of the file that are in force now, whether they changed anything or not
 * @param rejected rows left out because something was wrong with them
 * @param created of those applied, rows that were new
 * @param changed of those applied, rows that replaced something
 * @param note what was passed over, in Chinese
 * @param failure why nothing was written, in Chinese
 * @param made what the file as a whole became, by its number: of a lexicon the version
 */
public record ImportRun(
        ImportId id,
        ImportKind kind,
        ImportStatus status,
        ImportPhase phase,
        int percent,
        String fileName,
        long fileSize,
        long read,
        long applied,
        long rejected,
        long created,
        long changed,
        Optional<String> note,
        Optional<String> failure,
        Optional<String> made,
        String startedBy,
        Instant startedAt,
        Optional<Instant> finishedAt) {}

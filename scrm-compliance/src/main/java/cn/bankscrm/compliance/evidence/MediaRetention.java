package cn.bankscrm.compliance.evidence;

import cn.bankscrm.compliance.archive.MediaStore;
import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes files of chats when the last message that names them was deleted; a message under a legal hold keeps its
 * files. A list of what went stays, and its digest is in the audit log, which is chained and signed. Contents go after
 * the commit, and no sooner than no other file shares them; what could not be removed is tried again the next night.
 */
@Component
class MediaRetention {

    private static final Logger log = LoggerFactory.getLogger(MediaRetention.class);

    private final JdbcClient db;
    private final MediaStore store;
    private final AuditLog audit;
    private final Clock clock;

    MediaRetention(JdbcClient db, MediaStore store, AuditLog audit, Clock clock) {
        this.db = db;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    private record Gone(long id, String sha256) {}

    /** In the transaction that deletes the messages. */
    void deleteUnused(Collection<Long> files, String rule) {
        if (files.isEmpty()) {
            return;
        }
        List<Gone> gone = db.sql("""
                        with gone as (
                            delete from compliance.chat_media m
                            where m.id = any(:files)
                                and not exists (select from compliance.chat_message_media u where u.media_id = m.id)
                            returning m.id, m.file_digest, m.sha256, m.kind, m.received, m.location),
                        queued as (
                            insert into compliance.media_removal (location)
                            select distinct location from gone where location is not null
                            on conflict do nothing)
                        insert into compliance.deleted_media (media_id, at, rule, file_digest, sha256, kind, bytes)
                        select id, :now, :rule, file_digest, sha256, kind, received from gone
                        returning media_id, sha256
                        """)
                .param("files", files.toArray(Long[]::new))
                .param("now", Timestamp.from(clock.instant()))
                .param("rule", rule)
                .query((row, n) -> new Gone(
                        row.getLong("media_id"),
                        Optional.ofNullable(row.getBytes("sha256"))
                                .map(HexFormat.of()::formatHex)
                                .orElse("-")))
                .list();
        if (!gone.isEmpty()) {
            // what was found in them is theirs
            db.sql("""
                            delete from compliance.picture p
                            where p.sha256 in (select decode(c, 'hex') from unnest(:contents) as contents (c) where c <> '-')
                                and not exists (select from compliance.chat_media m where m.sha256 = p.sha256)
                            """)
                    .param("contents", gone.stream().map(Gone::sha256).toArray(String[]::new))
                    .update();
            audit.record(
                    Actor.system("retention"),
                    AuditAction.RETENTION_DELETED,
                    new AuditSubject(AuditSubject.Kind.EVIDENCE, "chat-files", null),
                    null,
                    Map.of("rule", rule, "files", gone.size(), "filesDigest", digest(gone)));
        }
    }

    private static String digest(List<Gone> gone) {
        return HexFormat.of()
                .formatHex(DigestAlgorithm.SHA_256.of(gone.stream()
                        .map(file -> file.id() + " " + file.sha256())
                        .sorted()
                        .collect(Collectors.joining("\n"))));
    }

    /** Contents that nobody needs any more; those that another file came to share stay. */
    void removeContents() {
        List<String> locations = db.sql("select location from compliance.media_removal order by location")
                .query((row, n) -> row.getString("location"))
                .list();
        for (String location : locations) {
            boolean shared = db.sql("select exists (select from compliance.chat_media where location = :location)")
                    .param("location", location)
                    .query(Boolean.class)
                    .single();
            try {
                if (!shared) {
                    store.delete(location);
                }
                db.sql("delete from compliance.media_removal where location = :location")
                        .param("location", location)
                        .update();
            } catch (IOException e) {
                log.atWarn().setCause(e).log("The contents of a chat file could not be removed; tried again tomorrow");
            }
        }
    }
}

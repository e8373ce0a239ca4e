package cn.bankscrm.engagement.content;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pictures and documents that bodies refer to. They are content's own, of some hundred kilobytes each, and lie in the
 * database beside it: what is published is whole on every node, and in every backup.
 */
@Component
public class ContentFiles {

    /** Nothing larger needs to be read at all. */
    public static final int LARGEST = FileCheck.LARGEST_DOCUMENT;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_NAME = 120;

    private final JdbcClient db;
    private final ContentRows rows;
    private final ContentScope scopes;
    private final AuditLog audit;

    ContentFiles(JdbcClient db, ContentRows rows, ContentScope scopes, AuditLog audit) {
        this.db = db;
        this.rows = rows;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** @param name as the writer's computer calls it */
    @Transactional
    public Keeping keep(Writer writer, String name, byte[] bytes) {
        return switch (FileCheck.of(bytes)) {
            case FileCheck.Finding.Picture(String type, int width, int height) ->
                kept(writer, name, bytes, type, width, height);
            case FileCheck.Finding.Document() -> kept(writer, name, bytes, "application/pdf", null, null);
            case FileCheck.Finding.Unknown() -> new Keeping.Refused(Keeping.Why.NOT_TAKEN);
            case FileCheck.Finding.TooLarge() -> new Keeping.Refused(Keeping.Why.TOO_LARGE);
            case FileCheck.Finding.Broken() -> new Keeping.Refused(Keeping.Why.BROKEN);
            case FileCheck.Finding.TooManyPixels() -> new Keeping.Refused(Keeping.Why.TOO_MANY_PIXELS);
        };
    }

    private Keeping kept(
            Writer writer,
            String name,
            byte[] bytes,
            String mediaType,
            @Nullable Integer width,
            @Nullable Integer height) {
        byte[] digest = sha256(bytes);
        db.sql("""
                        insert into engagement.content_file (sha256, media_type, width, height, bytes, kept_at)
                        values (:sha256, :type, :width, :height, :bytes, :now)
                        on conflict do nothing
                        """)
                .param("sha256", digest)
                .param("type", mediaType)
                .param("width", width)
                .param("height", height)
                .param("bytes", bytes)
                .param("now", rows.now())
                .update();
        int held = db.sql("""
                        insert into engagement.content_file_holder (sha256, institution_id, name, kept_by, kept_at)
                        values (:sha256, :institution, :name, :by, :now)
                        on conflict do nothing
                        """)
                .param("sha256", digest)
                .param("institution", writer.institution().value())
                .param("name", name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name)
                .param("by", writer.account())
                .param("now", rows.now())
                .update();
        String hex = HexFormat.of().formatHex(digest);
        if (held > 0) {
            audit.record(
                    AuditAction.CONTENT_FILE_KEPT,
                    new AuditSubject(AuditSubject.Kind.CONTENT, "file:" + hex, writer.institution()),
                    null,
                    Map.of("type", mediaType, "bytes", bytes.length));
        }
        return new Keeping.Kept(hex, mediaType);
    }

    /** Whether the institution, or one above it, holds all of these. */
    boolean mayUse(InstitutionId institution, Set<String> digests) {
        return digests.isEmpty()
                || db.sql("""
                                select count(distinct h.sha256)
                                from engagement.content_file_holder h
                                join core.pub_institution_path u
                                    on u.ancestor_id = h.institution_id and u.institution_id = :institution
                                where encode(h.sha256, 'hex') in (:digests)
                                """)
                                .param("institution", institution.value())
                                .param("digests", digests)
                                .query(Long.class)
                                .single()
                        == digests.size();
    }

    /** For staff: of an institution in their scope, or above. */
    @Transactional(readOnly = true)
    public Optional<ContentFile> find(String sha256, DataScope scope) {
        if (!SHA256.matcher(sha256).matches()) {
            return Optional.empty();
        }
        return db.sql("""
                        select f.media_type, f.bytes from engagement.content_file f
                        where f.sha256 = decode(:sha256, 'hex') and exists (
                            select from engagement.content_file_holder h
                            where h.sha256 = f.sha256 and (%s or %s))
                        """.formatted(scopes.within("h.institution_id", scope), scopes.above("h.institution_id", scope)))
                .param("sha256", sha256)
                .params(scopes.params(scope))
                .query((row, n) -> file(sha256, row))
                .optional();
    }

    /** For customers: a file that the published body refers to, and no other. */
    public Optional<ContentFile> of(PublishedContent content, String sha256) {
        if (!Body.files(content.body()).contains(sha256)) {
            return Optional.empty();
        }
        return db.sql("select media_type, bytes from engagement.content_file where sha256 = decode(:sha256, 'hex')")
                .param("sha256", sha256)
                .query((row, n) -> file(sha256, row))
                .optional();
    }

    private static ContentFile file(String sha256, ResultSet row) throws SQLException {
        return new ContentFile(sha256, row.getString("media_type"), row.getBytes("bytes"));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

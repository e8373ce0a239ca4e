package cn.bankscrm.core.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log, as its readers see it.
 *
 * @param id unique; with {@code at} it orders the entries
 * @param actor the account's user name, the client's id, or the job's name
 * @param actorName how pages show the account; null for others
 * @param actorRole the account's role at that time; null for others
 * @param address where it came from; null where it was not known or not kept
 * @param institution the name of the institution where the subject belongs; null for the whole bank
 * @param reason why, in the actor's own words; null where none was asked for
 * @param details further facts by name
 */
public record AuditEntry(
        Instant at,
        long id,
        Actor.Kind actorKind,
        String actor,
        @Nullable String actorName,
        @Nullable String actorRole,
        @Nullable String address,
        AuditAction action,
        AuditSubject.Kind subjectKind,
        String subject,
        @Nullable String institution,
        @Nullable String reason,
        Map<String, String> details) {

    public AuditEntry {
        details = Map.copyOf(details);
    }

    /** Whether the subject is a list or a log, named in a word, and nothing that the bank numbers. */
    public boolean list() {
        return subjectKind == AuditSubject.Kind.CUSTOMER_LIST
                || subjectKind == AuditSubject.Kind.CHAT_ARCHIVE
                || subjectKind == AuditSubject.Kind.AUDIT_LOG;
    }

    @Override
    public String toString() {
        return "AuditEntry[" + at + ", " + action + "]";
    }
}

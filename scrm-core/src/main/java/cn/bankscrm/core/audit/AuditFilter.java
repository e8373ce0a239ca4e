package cn.bankscrm.core.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries somebody looks for; null wherever nothing is chosen.
 *
 * @param from not before
 * @param until earlier than this
 * @param actor the exact name of account, client or job
 * @param subject the exact id of the subject
 */
public record AuditFilter(
        Instant from,
        Instant until,
        @Nullable String actor,
        @Nullable AuditAction action,
        AuditSubject.@Nullable Kind subjectKind,
        @Nullable String subject) {}

package cn.bankscrm.core.audit;

import cn.bankscrm.core.institution.InstitutionId;
import org.jspecify.annotations.Nullable;

/**
 * To whom or what something was done.
 *
 * @param id how the bank calls it: a customer number, an account's name, a segment's name; no personal data
 * @param institution where it belongs, which decides who among the auditors sees the entry; null: of the whole bank
 */
public record AuditSubject(Kind kind, String id, @Nullable InstitutionId institution) {

    /** What kind of subject. */
    public enum Kind {
        CUSTOMER,
        CONTACT,
        REVIEW,
        ACCOUNT,
        SEGMENT,
        TAG,
        CONSENT_TEXT,
        IMPORT,
        CUSTOMER_LIST,
        EVIDENCE,
        CONVERSATION,
        CHAT_ARCHIVE,
        AUDIT_LOG,
        LEXICON,
        ALERT,
        CASE,
        RESPONSE_RULES,
        SAMPLING,
        CONTENT,
        CONTACT_WAY,
        SOP,
        INSTRUCTION
    }

    public AuditSubject {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A subject has an id");
        }
    }
}

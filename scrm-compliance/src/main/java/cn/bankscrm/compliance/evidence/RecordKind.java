package cn.bankscrm.compliance.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is chained, and which of its columns in which form. The names are stored; a list of columns that has been used
 * is never changed, for what was chained by it is verified by it.
 */
public enum RecordKind {
    /** A message of the chat archive. */
    MESSAGE(
            "聊天消息",
            "compliance.chat_message",
            "seq",
            "msgid=r.msgid",
            "conversation=r.conversation_id::text",
            "action=r.action",
            "from=r.from_id",
            "to=to_json(r.to_ids)::text",
            "staff=r.staff_id::text",
            "fromStaff=r.from_staff::text",
            "contact=r.contact_id::text",
            "type=r.kind",
            "storedText=encode(sha256(r.text_enc), 'hex')",
            "storedRaw=encode(sha256(r.raw_enc), 'hex')",
            "raw=encode(r.digest, 'hex')"),
    /** An entry of the audit log. */
    AUDIT(
            "审计日志",
            "core.audit_entry",
            "id",
            "actorKind=r.actor_kind",
            "actor=r.actor",
            "actorName=r.actor_name",
            "actorRole=r.actor_role",
            "address=r.address::text",
            "action=r.action",
            "subjectKind=r.subject_kind",
            "subject=r.subject_id",
            "institution=r.institution_id::text",
            "reason=r.reason",
            "details=r.details::text"),
    /** A step taken in a case. */
    CASE_STEP(
            "案件经过",
            "compliance.case_step",
            "id",
            "case=r.case_id::text",
            "by=r.by",
            "step=r.step",
            "state=r.state",
            "facts=r.facts::text",
            "storedNote=encode(sha256(r.note_enc), 'hex')"),
    /** What a check by the lexicon ended with. */
    VERDICT(
            "筛查结论",
            "compliance.verdict",
            "id",
            "outlet=r.outlet",
            "lexicon=r.lexicon_version::text",
            "verdict=r.verdict",
            "text=encode(r.text_digest, 'hex')",
            "length=r.text_length::text",
            "hits=r.hits::text",
            "actor=r.actor",
            "staff=r.staff_id::text",
            "institution=r.institution_id::text");

    private final String chinese;
    private final String table;
    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
    private final List<String> fields;

    private final String columns;

    RecordKind(String chinese, String table, String key, String... columns) {
        this.chinese = chinese;
        this.table = table;
        this.key = key;
        this.fields = Arrays.stream(columns)
                .map(column -> column.substring(0, column.indexOf('=')))
                .toList();
        this.columns = Arrays.stream(columns)
                .map(column -> column.substring(column.indexOf('=') + 1))
                .collect(Collectors.joining(", "));
    }

    String chinese() {
        return chinese;
    }

    String table() {
        return table;
    }

    /** The column that numbers the records; not unique by itself, but with the time. */
    String key() {
        return key;
    }

    /** The names of what is digested, in their order. */
    List<String> fields() {
        return fields;
    }

    /** The expressions that give it as text, of the table under the name {@code r}. */
    String columns() {
        return columns;
    }
}

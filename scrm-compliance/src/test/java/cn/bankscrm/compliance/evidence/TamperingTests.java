package cn.bankscrm.compliance.evidence;

import static cn.bankscrm.compliance.evidence.Break.What.CHANGED;
import static cn.bankscrm.compliance.evidence.Break.What.DAY_REMOVED;
import static cn.bankscrm.compliance.evidence.Break.What.INSERTED;
import static cn.bankscrm.compliance.evidence.Break.What.LEAF_CHANGED;
import static cn.bankscrm.compliance.evidence.Break.What.LEAF_REMOVED;
import static cn.bankscrm.compliance.evidence.Break.What.REMOVED;
import static cn.bankscrm.compliance.evidence.Break.What.ROOT_CHANGED;
import static cn.bankscrm.compliance.evidence.Break.What.SEAL_CHANGED;
import static cn.bankscrm.compliance.evidence.Break.What.SWAPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody does in the database directly, with triggers off, is found and named. */
class TamperingTests {

    private static final EvidenceFixture chain = new EvidenceFixture();
    private static final LocalDate sealed = chain.today();

    /**
     * Two sealed days and an open one; audit entries, messages, steps of a case and verdicts 1 to 12, four of each a
     * day.
     */
    static void threeDays(EvidenceFixture chain) {
        for (int day = 0; day < 3; day++) {
            chain.caseSteps(4);
            chain.verdicts(4);
            chain.audits(4);
            chain.messages(4);
            if (day < 2) {
                chain.endDay();
            } else {
                chain.chainAll();
            }
        }
    }

    @BeforeAll
    static void isWholeBefore() {
        threeDays(chain);
        VerificationReport report = chain.verify();
        assertThat(report.breaks()).isEmpty();
        assertThat(report.entries()).isEqualTo(48);
        assertThat(report.days()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text_enc = set_byte(text_enc, 20, get_byte(text_enc, 20) # 1)",
                "raw_enc = set_byte(raw_enc, 20, get_byte(raw_enc, 20) # 1)",
                "digest = set_byte(digest, 0, get_byte(digest, 0) # 1)",
                "from_id = 'zhangsam'",
                "to_ids = '{wm2}'",
                "contact_id = 3",
                "text_enc = null",
                "at = at + interval '1 second'"
            })
    void namesAMessageOfWhichAByteWasChanged(String change) {
        assertThat(only("update compliance.chat_message set " + change + " where seq = 3"))
                .satisfies(found -> isRecord(found, CHANGED, sealed, RecordKind.MESSAGE, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reason = '投诉核查'",
                "actor = 'officex'",
                "details = '{\"n\": 4}'",
                "address = null",
                "institution_id = 1",
                "at = at + interval '1 second'"
            })
    void namesAnAuditEntryOfWhichSomethingWasChanged(String change) {
        assertThat(only("update core.audit_entry set " + change + " where id = 3"))
                .satisfies(found -> isRecord(found, CHANGED, sealed, RecordKind.AUDIT, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "compliance.case_step, state = 'CLOSED', CASE_STEP",
        "compliance.case_step, by = 'x', CASE_STEP",
        "compliance.case_step, note_enc = null, CASE_STEP",
        "compliance.verdict, verdict = 'PASS', VERDICT",
        "compliance.verdict, lexicon_version = 2, VERDICT"
    })
    void namesAStepOfACaseOrAVerdictThatWasChanged(String table, String change, RecordKind kind) {
        assertThat(only("update " + table + " set " + change + " where id = 3"))
                .satisfies(found -> isRecord(found, CHANGED, sealed, kind, 3));
    }

    @Test
    void namesEveryVerdictThatWasTurnedIntoAPassAndEveryStepThatWasDeleted() {
        assertThat(chain.verifyAfter(
                                "update compliance.verdict set verdict = 'PASS'", "delete from compliance.case_step")
                        .breaks())
                .hasSize(24)
                .allSatisfy(found ->
                        assertThat(found.what()).isEqualTo(found.kind() == RecordKind.VERDICT ? CHANGED : REMOVED));
    }

    @ParameterizedTest
    @CsvSource({
        "compliance.chat_message, seq, MESSAGE",
        "core.audit_entry, id, AUDIT",
        "compliance.case_step, id, CASE_STEP",
        "compliance.verdict, id, VERDICT"
    })
    void namesARowThatWasRemoved(String table, String key, RecordKind kind) {
        assertThat(only("delete from " + table + " where " + key + " = 2"))
                .satisfies(found -> isRecord(found, REMOVED, sealed, kind, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "compliance.chat_message, seq, MESSAGE",
        "core.audit_entry, id, AUDIT",
        "compliance.case_step, id, CASE_STEP",
        "compliance.verdict, id, VERDICT"
    })
    void namesTheLastRowOfAllThatWasRemoved(String table, String key, RecordKind kind) {
        assertThat(only("delete from " + table + " where " + key + " = 12"))
                .satisfies(found -> isRecord(found, REMOVED, chain.today(), kind, 12));
    }

    @Test
    void namesTheLastRowOfAllThatWasRemovedTogetherWithItsPlaceInTheChain() {
        assertThat(only(
                        "delete from compliance.chat_message where seq = 12",
                        "delete from compliance.evidence_leaf where place = 48"))
                .satisfies(found -> {
                    assertThat(found.what()).isEqualTo(LEAF_REMOVED);
                    assertThat(found.place()).isEqualTo(48);
                    assertThat(found.day()).isEqualTo(chain.today());
                });
    }

    @Test
    void findsTheHeadSetBackWithTheRowThatWasRemoved() {
        assertThat(whats(
                        "delete from compliance.chat_message where seq = 12",
                        "delete from compliance.evidence_leaf where place = 48",
                        """
                update compliance.evidence_head
                set last_place = 47, link = (select link from compliance.evidence_leaf where place = 47)
                """))
                .contains(SEAL_CHANGED);
    }

    @Test
    void namesAMessageThatWasInserted() {
        assertThat(only("""
                insert into compliance.chat_message
                    (at, seq, msgid, conversation_id, action, from_id, to_ids, from_staff, kind, raw_enc, digest)
                select at + interval '1 millisecond', 99, 'm99', conversation_id, action, from_id, to_ids, from_staff, kind, raw_enc, digest
                from compliance.chat_message where seq = 3
                """)).satisfies(found -> {
            assertThat(found.what()).isEqualTo(INSERTED);
            assertThat(found.kind()).isEqualTo(RecordKind.MESSAGE);
            assertThat(found.id()).isEqualTo(99);
            assertThat(found.day()).isEqualTo(sealed);
        });
    }

    @Test
    void namesAnAuditEntryThatWasInserted() {
        assertThat(only("""
                insert into core.audit_entry (at, actor_kind, actor, action, subject_kind, subject_id)
                values (now(), 'ACCOUNT', 'somebody', 'CUSTOMER_OPENED', 'CUSTOMER', 'C1')
                """)).satisfies(found -> {
            assertThat(found.what()).isEqualTo(INSERTED);
            assertThat(found.kind()).isEqualTo(RecordKind.AUDIT);
            assertThat(found.id()).isEqualTo(13);
        });
    }

    @Test
    void namesTwoMessagesWhoseContentsWereSwapped() {
        assertThat(chain.verifyAfter("""
                update compliance.chat_message m set msgid = o.msgid, conversation_id = o.conversation_id, from_id = o.from_id,
                    to_ids = o.to_ids, text_enc = o.text_enc, raw_enc = o.raw_enc, digest = o.digest
                from compliance.chat_message o where m.seq in (2, 7) and o.seq = 9 - m.seq
                """).breaks()).hasSize(2).allSatisfy(found -> {
            assertThat(found.what()).isEqualTo(SWAPPED);
            assertThat(found.id() + found.other()).isEqualTo(9);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "select, compliance.chat_message, seq, MESSAGE",
        "alter table core.audit_entry alter id set generated by default, core.audit_entry, id, AUDIT"
    })
    void namesTwoRowsWhoseNumbersWereSwapped(String before, String table, String key, RecordKind kind) {
        assertThat(chain.verifyAfter(
                                before,
                                "update " + table + " set " + key + " = 9 - " + key + " where " + key + " in (2, 7)")
                        .breaks())
                .hasSize(2)
                .allSatisfy(found -> {
                    assertThat(found.what()).isEqualTo(SWAPPED);
                    assertThat(found.kind()).isEqualTo(kind);
                    assertThat(found.id() + found.other()).isEqualTo(9);
                });
    }

    @Test
    void namesTwoAuditEntriesWhoseContentsWereSwapped() {
        assertThat(chain.verifyAfter("""
                update core.audit_entry m set reason = o.reason, subject_id = o.subject_id, details = o.details
                from core.audit_entry o where m.id in (2, 7) and o.id = 9 - m.id
                """).breaks()).hasSize(2).allSatisfy(found -> {
            assertThat(found.what()).isEqualTo(SWAPPED);
            assertThat(found.id() + found.other()).isEqualTo(9);
        });
    }

    @Test
    void namesARootThatWasChanged() {
        assertThat(chain.verifyAfter(
                                "update compliance.evidence_day set root = set_byte(root, 0, get_byte(root, 0) # 1) where number = 1")
                        .breaks())
                .isNotEmpty()
                .first()
                .satisfies(found -> {
                    assertThat(found.what()).isEqualTo(ROOT_CHANGED);
                    assertThat(found.day()).isEqualTo(sealed);
                });
    }

    @Test
    void namesASignatureThatWasChanged() {
        assertThat(only("""
                update compliance.evidence_day set signature = set_byte(signature, 5, get_byte(signature, 5) # 1) where number = 2
                """)).satisfies(found -> {
            assertThat(found.what()).isEqualTo(SEAL_CHANGED);
            assertThat(found.day()).isEqualTo(sealed.plusDays(1));
        });
    }

    @Test
    void namesASealedDayThatWasRemoved() {
        assertThat(whats("delete from compliance.evidence_day where number = 1"))
                .contains(DAY_REMOVED);
    }

    @Test
    void namesAnEntryOfTheChainThatWasChangedToFitAChangedRow() {
        assertThat(only("update core.audit_entry set reason = 'x' where id = 3", """
                update compliance.evidence_leaf set digest = set_byte(digest, 0, get_byte(digest, 0) # 1)
                where kind = 'AUDIT' and record_id = 3
                """))
                .satisfies(found -> isRecord(found, LEAF_CHANGED, sealed, RecordKind.AUDIT, 3));
    }

    private static Break only(String... sql) {
        List<Break> breaks = chain.verifyAfter(sql).breaks();
        assertThat(breaks).hasSize(1);
        assertThat(breaks.getFirst().told()).contains(" / ");
        return breaks.getFirst();
    }

    private static List<Break.What> whats(String... sql) {
        return chain.verifyAfter(sql).breaks().stream().map(Break::what).toList();
    }

    static void isRecord(Break found, Break.What what, LocalDate day, RecordKind kind, long id) {
        assertThat(found.what()).isEqualTo(what);
        assertThat(found.day()).isEqualTo(day);
        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.id()).isEqualTo(id);
        assertThat(found.place()).isPositive();
    }
}

package cn.bankscrm.compliance.evidence;

import static cn.bankscrm.compliance.evidence.Break.What.BACKDATED;
import static cn.bankscrm.compliance.evidence.Break.What.INSERTED;
import static cn.bankscrm.compliance.evidence.Break.What.KEY_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody does in the database while the platform goes on chaining. */
class TamperingGoesOnTests {

    private final EvidenceFixture chain = new EvidenceFixture();
    private LocalDate sealed = LocalDate.EPOCH;

    @BeforeEach
    void threeDays() {
        sealed = chain.today();
        TamperingTests.threeDays(chain);
    }

    @Test
    void namesAMessageThatWasInsertedWithTriggersOnThoughItDidNotComeFromWeCom() {
        chain.db.sql("""
                        insert into compliance.chat_message
                            (at, seq, msgid, conversation_id, action, from_id, to_ids, from_staff, kind, raw_enc, digest)
                        select at, 99, 'm99', conversation_id, action, from_id, to_ids, from_staff, kind, raw_enc, digest
                        from compliance.chat_message where seq = 3
                        """).update();
        chain.chainAll();

        assertThat(chain.verify().breaks()).singleElement().satisfies(found -> {
            assertThat(found.what()).isEqualTo(INSERTED);
            assertThat(found.id()).isEqualTo(99);
        });
        assertThat(chain.meters.counter("scrm.evidence.refused").count()).isEqualTo(1);
    }

    @Test
    void namesAnAuditEntryThatWasInsertedWithTriggersOnForAPastTime() {
        chain.db.sql("""
                        insert into core.audit_entry (at, actor_kind, actor, action, subject_kind, subject_id)
                        values (now() - interval '1 day', 'ACCOUNT', 'somebody', 'CUSTOMER_OPENED', 'CUSTOMER', 'C1')
                        """).update();
        chain.chainAll();

        assertThat(chain.verify().breaks())
                .singleElement()
                .satisfies(found -> TamperingTests.isRecord(found, BACKDATED, chain.today(), RecordKind.AUDIT, 13));
    }

    @Test
    void findsAChainThatSomebodyMadeAnewWithAnotherKey() {
        EvidenceKeys forged = EvidenceKeys.generate();
        chain.tamper("""
                truncate compliance.evidence_leaf, compliance.evidence_day, compliance.evidence_head, compliance.evidence_key cascade;
                insert into compliance.evidence_head default values;
                insert into compliance.evidence_queue (kind, record_id, record_at, queued_at)
                select 'AUDIT', id, at, at from core.audit_entry where id <> 5
                union all select 'MESSAGE', seq, at, at from compliance.chat_message
                union all select 'CASE_STEP', id, at, at from compliance.case_step
                union all select 'VERDICT', id, at, at from compliance.verdict;
                delete from core.audit_entry where id = 5;
                """);
        while (chain.chain(DigestAlgorithm.SHA_256, forged).chainSome()) {
            // until all is chained
        }

        assertThat(chain.verify(KnownKeys.of(chain.db)).breaks())
                .as("by the keys that lie beside it, it looks whole")
                .isEmpty();
        assertThat(chain.verify().breaks())
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.what()).isEqualTo(KEY_UNKNOWN));
    }

    @Test
    void tellsOfTheDaysAskedForAlone() {
        chain.tamper("update core.audit_entry set reason = 'x' where id = 3");

        VerificationReport later = new ChainVerification(
                        chain.db, KnownKeys.trusted(chain.keys.publicKeys()), chain.clock.getZone())
                .verify(sealed.plusDays(1), null);

        assertThat(later.breaks()).isEmpty();
        assertThat(later.days()).isEqualTo(2);
        assertThat(later.entries()).isEqualTo(32);
    }
}

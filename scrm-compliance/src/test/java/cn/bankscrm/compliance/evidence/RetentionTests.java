package cn.bankscrm.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.compliance.archive.MediaStore;
import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.TestAuditLog;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RetentionTests {

    private static final Duration SIX_YEARS = Duration.ofDays(6 * 366);

    private final EvidenceFixture chain = new EvidenceFixture();
    private final List<Object> published = new ArrayList<>();
    private String acting = "first";
    private final Set<String> removed = new TreeSet<>();
    private final MediaRetention media =
            new MediaRetention(chain.db, new Removing(), TestAuditLog.on(chain.db), chain.clock);
    private final LegalHolds holds = new LegalHolds(
            chain.db,
            TestAuditLog.on(chain.db),
            () -> new Actor(Actor.Kind.ACCOUNT, acting, null, null, null),
            new HeldMessages(chain.db, chain.transactions, periods(Map.of())),
            chain.clock);

    @Test
    void deletesWhatIsOlderThanFiveYearsAndLeavesASignedProof() {
        chain.messages(3);
        chain.chainAll();
        chain.clock.move(SIX_YEARS);
        chain.messages(2);
        chain.chainAll();

        assertThat(retention(Map.of("audit", Period.ofYears(50))).deleteSome()).isEqualTo(3);

        assertThat(seqs()).containsExactly(4L, 5L);
        assertThat(published).containsExactly(new MessagesDeleted(List.of(1L, 2L, 3L)));
        chain.chainAll();
        VerificationReport report = chain.verify();
        assertThat(report.breaks()).isEmpty();
        assertThat(report.deleted()).isEqualTo(3);
        assertThat(chain.db
                        .sql("select rule || ' ' || records from compliance.deletion_run")
                        .query(String.class)
                        .single())
                .isEqualTo("messages default P5Y 3");
    }

    @Test
    void tellsHowLongWhatIsKeptWhatGoesNextAndWhatWasDeleted() {
        Map<String, Period> kept = Map.of("voice", Period.ofYears(7), "audit", Period.ofYears(50));
        RetentionQueries queries = new RetentionQueries(chain.db, chain.transactions, periods(kept), chain.clock);
        LocalDate first = chain.today();
        chain.messages(3);
        chain.chainAll();

        RetentionState before = queries.state(Optional.empty());
        assertThat(before.rules()).extracting(RetentionState.Rule::name).containsExactly("default", "voice", "audit");
        assertThat(before.rules().getFirst()).satisfies(rule -> {
            assertThat(rule.kept()).isEqualTo(Period.ofYears(5));
            assertThat(rule.goes()).hasValue(first.plusYears(5).plusDays(1));
            assertThat(rule.over()).isFalse();
        });
        assertThat(before.rules().get(1).oldest()).isEmpty();
        assertThat(before.runs()).isEmpty();

        chain.clock.move(SIX_YEARS);
        assertThat(queries.state(Optional.empty()).rules().getFirst().over()).isTrue();
        retention(kept).deleteSome();

        RetentionState after = queries.state(Optional.empty());
        assertThat(after.rules().getFirst().oldest()).isEmpty();
        assertThat(after.next()).isEmpty();
        assertThat(after.runs()).singleElement().satisfies(run -> {
            assertThat(run.rule()).isEqualTo("default");
            assertThat(run.kept()).isEqualTo(Period.ofYears(5));
            assertThat(run.records()).isEqualTo(3);
            assertThat(run.before()).isEqualTo(chain.today().minusYears(5));
            assertThat(run.root()).hasSize(64);
            assertThat(run.key()).isEqualTo(chain.keys.current());
        });
        assertThat(queries.state(Optional.of(after.runs().getFirst().id())).runs())
                .isEmpty();
    }

    @Test
    void tellsADeletionThatSomebodyForgedFromRetention() {
        chain.messages(3);
        chain.chainAll();
        chain.clock.move(SIX_YEARS);
        retention(Map.of()).deleteSome();
        chain.messages(1);
        chain.chainAll();
        chain.tamper("delete from compliance.chat_message where seq = 4");
        chain.tamper("""
                insert into compliance.deleted_record (kind, record_id, place, run_id)
                select kind, record_id, place, 1 from compliance.evidence_leaf where kind = 'MESSAGE' and record_id = 4
                """);

        assertThat(chain.verify().breaks())
                .as("the proof names an entry more than was signed: it proves none")
                .hasSize(4)
                .allSatisfy(found -> assertThat(found.what()).isEqualTo(Break.What.DELETION_CHANGED));
    }

    @Test
    void keepsEachTypeAsLongAsTheBankSays() {
        chain.messages(1);
        chain.message(50, chain.conversation(), "语音", chain.clock.instant());
        chain.tamper("update compliance.chat_message set kind = 'voice' where seq = 50");
        chain.audits(2);
        chain.chainAll();
        chain.clock.move(SIX_YEARS);

        int deleted = retention(Map.of("voice", Period.ofYears(7), "audit", Period.ofYears(3)))
                .deleteSome();

        assertThat(deleted).isEqualTo(3);
        assertThat(seqs()).containsExactly(50L);
        chain.chainAll();
        assertThat(chain.verify().breaks()).isEmpty();
    }

    @Test
    void aHoldKeepsWhatItCoversFromTheMomentItIsAskedForUntilASecondPersonLiftsIt() {
        chain.messages(2);
        chain.db.sql("""
                        insert into compliance.conversation (key, kind, staff_id, contact_id, last_at)
                        values ('single:lisi:wm9', 'SINGLE', 9, 9, now())
                        """).update();
        chain.message(7, chain.conversation() + 1, "别的会话", chain.clock.instant());
        chain.chainAll();
        chain.clock.move(SIX_YEARS);
        Retention retention = retention(Map.of("audit", Period.ofYears(50)));
        long hold = holds.propose(new LegalHold.Span(null, chain.conversation(), null, null), "诉讼");

        assertThat(retention.deleteSome()).isEqualTo(1);
        assertThatThrownBy(() -> holds.confirm(hold)).isInstanceOf(HoldNotOpen.class);
        acting = "second";
        holds.confirm(hold);
        holds.proposeLift(hold, "结案");
        assertThat(retention.deleteSome()).isZero();
        assertThatThrownBy(() -> holds.lift(hold)).isInstanceOf(HoldNotOpen.class);
        acting = "first";
        holds.lift(hold);

        assertThat(holds.all()).singleElement().satisfies(held -> {
            assertThat(held.state()).isEqualTo(LegalHold.State.LIFTED);
            assertThat(held.liftedBy()).isEqualTo("first");
        });
        assertThat(retention.deleteSome()).isEqualTo(2);
        assertThat(chain.db
                        .sql(
                                "select details->>'step' from core.audit_entry where action = 'LEGAL_HOLD_CHANGED' order by id")
                        .query(String.class)
                        .list())
                .containsExactly("PROPOSED", "CONFIRMED", "LIFT_PROPOSED", "LIFTED");
    }

    @Test
    void aHoldOfACustomerKeepsWhatTheyWroteByWhateverContactAndARefusedOneKeepsNothing() {
        chain.tamper("""
                insert into core.institution (id, code, name, level, province, version) values (1, 'H', '总行', 1, '110000', 0);
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                values (5, 'C5', '\\x00', '\\x00', true, 0, 1);
                insert into core.external_contact (id, external_userid, version) values (2, 'wm1', 0);
                insert into core.binding (id, contact_id, customer_id, bound_at, route, province) values (1, 2, 5, now(), 'app', '110000');
                """);
        chain.messages(2);
        chain.chainAll();
        chain.clock.move(SIX_YEARS);
        Retention retention = retention(Map.of("audit", Period.ofYears(50)));
        long hold = holds.propose(new LegalHold.Span("C5", null, null, null), "投诉");
        chain.messages(1);

        assertThat(retention.deleteSome()).isZero();
        assertThat(holds.kept(holds.all().getFirst()))
                .as("three are of the customer; the time of two is over")
                .hasValue(new LegalHold.Kept(3, 2));
        acting = "second";
        holds.refuse(hold);
        assertThat(holds.kept(holds.all().getFirst())).isEmpty();
        assertThat(retention.deleteSome()).isEqualTo(2);
    }

    @Test
    void aHoldOfSomebodyOrSomethingUnknownIsRefused() {
        assertThatThrownBy(() -> holds.propose(new LegalHold.Span("NOSUCH", null, null, null), "投诉"))
                .isInstanceOfSatisfying(
                        UnknownHeld.class, e -> assertThat(e.what()).isEqualTo(UnknownHeld.What.CUSTOMER));
        assertThatThrownBy(() -> holds.propose(new LegalHold.Span(null, 4711L, null, null), "投诉"))
                .isInstanceOfSatisfying(
                        UnknownHeld.class, e -> assertThat(e.what()).isEqualTo(UnknownHeld.What.CONVERSATION));
        assertThat(holds.all()).isEmpty();
    }

    @Test
    void aHoldOfASpanKeepsItsDaysAlone() {
        Instant first = chain.clock.instant();
        chain.message(1, chain.conversation(), "第一天", first);
        chain.message(2, chain.conversation(), "第三天", first.plus(Duration.ofDays(2)));
        chain.chainAll();
        holds.propose(
                new LegalHold.Span(null, null, chain.today(), chain.today().plusDays(1)), "检查");
        chain.clock.move(SIX_YEARS);

        retention(Map.of("audit", Period.ofYears(50))).deleteSome();

        assertThat(seqs()).containsExactly(1L);
    }

    @Test
    void filesGoWithTheLastMessageThatNamesThemAndLeaveAProof() {
        chain.messages(2);
        long shared = file("shared", 1L, 2L);
        long single = file("single", 1L);
        long alike = file("alike", 2L);
        chain.chainAll();
        chain.clock.move(SIX_YEARS);
        chain.messages(1);
        chain.db
                .sql("insert into compliance.chat_message_media (seq, media_id) values (3, :id)")
                .param("id", shared)
                .update();
        chain.db
                .sql("update compliance.chat_media set location = 'alike' where id = :id")
                .param("id", shared)
                .update();
        chain.chainAll();

        chain.db.sql("""
                        insert into compliance.picture (sha256, state, width, height, next_try_at)
                        select distinct sha256, 'READ', 1, 1, now() from compliance.chat_media
                        """).update();
        retention(Map.of("audit", Period.ofYears(50))).deleteSome();
        media.removeContents();

        assertThat(chain.db
                        .sql("select id from compliance.chat_media")
                        .query(Long.class)
                        .list())
                .as("a message that is kept names it")
                .containsExactly(shared);
        assertThat(chain.db
                        .sql("select media_id from compliance.deleted_media")
                        .query(Long.class)
                        .list())
                .containsExactlyInAnyOrder(single, alike);
        assertThat(removed).as("contents that another file shares stay").containsExactly("single");
        assertThat(chain.db
                        .sql("select convert_from(sha256, 'UTF8') from compliance.picture")
                        .query(String.class)
                        .list())
                .as("what was found in a picture goes with it")
                .isEqualTo(chain.db
                        .sql("select convert_from(sha256, 'UTF8') from compliance.chat_media")
                        .query(String.class)
                        .list());
        chain.chainAll();
        assertThat(chain.verify().breaks()).isEmpty();
        assertThat(chain.db
                        .sql("select details->>'files' from core.audit_entry where subject_id = 'chat-files'")
                        .query(String.class)
                        .single())
                .isEqualTo("2");
    }

    @Test
    void aHoldKeepsTheFilesOfItsMessages() {
        chain.messages(1);
        file("held", 1L);
        chain.chainAll();
        chain.clock.move(SIX_YEARS);
        holds.propose(new LegalHold.Span(null, chain.conversation(), null, null), "诉讼");

        retention(Map.of("audit", Period.ofYears(50))).deleteSome();
        media.removeContents();

        assertThat(removed).isEmpty();
        assertThat(chain.db
                        .sql("select count(*) from compliance.chat_media")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    /** A file that is kept under its name. */
    private long file(String name, Long... seqs) {
        long id = chain.db.sql("""
                        insert into compliance.chat_media
                            (file_digest, sdkfileid_enc, kind, state, key_enc, received, sha256, type, location, named_at, next_try_at)
                        values (convert_to(:name, 'UTF8'), '\\x00', 'image', 'FETCHED', '\\x00', 5, convert_to(:name, 'UTF8'), 'image/png',
                            :name, now(), now())
                        returning id
                        """).param("name", name).query(Long.class).single();
        for (Long seq : seqs) {
            chain.db
                    .sql("insert into compliance.chat_message_media (seq, media_id) values (:seq, :id)")
                    .param("seq", seq)
                    .param("id", id)
                    .update();
        }
        return id;
    }

    /** A store that tells what was removed from it. */
    private final class Removing implements MediaStore {

        @Override
        public void put(String name, Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream open(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String name) {
            removed.add(name);
        }
    }

    private RetentionPeriods periods(Map<String, Period> kept) {
        return new RetentionPeriods(new EvidenceProperties(null, DigestAlgorithm.SHA_256, kept), chain.clock);
    }

    private Retention retention(Map<String, Period> kept) {
        return new Retention(
                chain.db,
                chain.transactions,
                chain.keys,
                periods(kept),
                TestAuditLog.on(chain.db),
                media,
                published::add,
                chain.clock);
    }

    private List<Long> seqs() {
        return chain.db
                .sql("select seq from compliance.chat_message order by seq")
                .query((row, number) -> row.getLong(1))
                .list();
    }
}

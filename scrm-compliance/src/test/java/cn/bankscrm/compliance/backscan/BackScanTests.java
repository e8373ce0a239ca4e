package cn.bankscrm.compliance.backscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.alert.AlertNode;
import cn.bankscrm.compliance.alert.WordRules;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ArchivedFiles;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.compliance.picture.PictureTexts;
import cn.bankscrm.compliance.picture.WrittenPictures;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.privacy.FieldCipher;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import tools.jackson.databind.json.JsonMapper;

/** New entries in old chats. */
class BackScanTests {

    private static final Instant AT = Instant.parse("2026-11-16T02:00:00Z");
    private static final LexiconEntry OLD = entry("保本");
    private static final LexiconEntry NEW = entry("刚性兑付").safeIn(List.of("打破刚性兑付"));
    private static final LexiconEntry COMPLAINT = new LexiconEntry(Phrase.literal("投诉"), Level.WARN, "客户投诉")
            .within(new Reach(Set.of(), Set.of(), Set.of(Reach.CUSTOMER)));

    @TempDir
    private Path data;

    private AlertNode node;
    private BackScans scans;

    @ComponentScan(
            basePackageClasses = WordRules.class,
            useDefaultFilters = false,
            includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*[.](WordRules|SpokenBy|SpokenToInGroups)"))
    static class Words {}

    @BeforeEach
    void starts() {
        node = new AlertNode(
                data, new AdjustableClock(), Words.class, BackScans.class, BackScanning.class, PictureTexts.class);
        scans = node.get(BackScans.class);
    }

    @AfterEach
    void ends() {
        node.close();
    }

    @Test
    void looksForTheNewEntriesAloneWithTheirSafeContexts() {
        say("这款产品保本", "刚性兑付,放心", "监管要求打破刚性兑付", "明天见");
        VersionNumber version = published();
        assertThat(scans.brought(version))
                .extracting(kept -> kept.line().entry().term())
                .containsExactly("刚性兑付");

        BackScan done = run(scans.begin(version, null, "anna").orElseThrow());

        assertThat(alerts()).containsExactly("BACKSCAN 2");
        assertThat(List.of(done.total(), done.read(), done.screened(), done.found(), done.raised()))
                .containsExactly(4L, 4L, 4L, 1L, 1L);
        assertThat(done.state()).isEqualTo(BackScan.State.DONE);
        assertThat(done.percent()).isEqualTo(100);
    }

    @Test
    void findsComplaintsInWhatCustomersSayAndNowhereElse() {
        ArchivedChats chats = node.chats();
        ConversationId talk = chats.single("li", AlertNode.CUSTOMER);
        chats.said(talk, AT, "li", List.of(AlertNode.CUSTOMER), "可以投诉");
        long complaint = chats.said(talk, AT.plusSeconds(60), AlertNode.CUSTOMER, List.of("li"), "我要投诉");
        node.lexicon(OLD);
        node.lexicon(OLD, COMPLAINT);

        run(scans.begin(node.get(LexiconQueries.class).inForce().orElseThrow(), null, "anna")
                .orElseThrow());

        assertThat(alerts()).containsExactly("BACKSCAN " + complaint);
    }

    @Test
    void findsThemInWhatIsWrittenInPicturesOnce() {
        ArchivedChats chats = node.chats();
        ConversationId talk = chats.single("li", AlertNode.CUSTOMER);
        long picture = chats.message(
                talk,
                AT,
                "li",
                List.of(AlertNode.CUSTOMER),
                "image",
                JsonMapper.builder().build().createObjectNode(),
                Optional.empty());
        FieldCipher cipher = node.get(FieldCipher.class);
        new WrittenPictures(
                        node.db(),
                        cipher,
                        new ArchivedFiles(node.db(), cipher, ArchivedFiles.store(data.resolve("media"))))
                .add("限时\n刚性兑付", picture);
        VersionNumber version = published();
        BackScan done = run(scans.begin(version, null, "anna").orElseThrow());
        BackScan again = run(scans.begin(version, null, "anna").orElseThrow());

        assertThat(alerts()).containsExactly("PICTURE_WORD " + picture);
        assertThat(List.of(done.screened(), done.found(), done.raised(), again.raised()))
                .containsExactly(1L, 1L, 1L, 0L);
    }

    @Test
    void findsNothingTwiceHoweverOftenItLooks() {
        say("刚性兑付", "刚性兑付");
        VersionNumber version = published();
        run(scans.begin(version, null, "anna").orElseThrow());
        BackScan again = run(scans.begin(version, null, "anna").orElseThrow());
        assertThat(again.found()).isEqualTo(2);
        assertThat(again.raised()).isZero();
        assertThat(alerts()).hasSize(2);
    }

    @Test
    void runsOnceAVersionAtATimeAndNotForWhatIsNotInForce() {
        say("刚性兑付");
        VersionNumber version = published();
        assertThat(scans.begin(version, null, "anna")).isPresent();
        assertThat(scans.begin(version, null, "anna")).isEmpty();
        assertThat(scans.begin(new VersionNumber(99), null, "anna")).isEmpty();
    }

    @Test
    void leavesOutWhatIsOlderThanAskedFor() {
        say("刚性兑付", "刚性兑付", "刚性兑付");
        BackScan done =
                run(scans.begin(published(), AT.plusSeconds(120), "anna").orElseThrow());
        assertThat(done.screened()).isEqualTo(2);
        assertThat(alerts()).containsExactly("BACKSCAN 2", "BACKSCAN 3");
    }

    @Test
    void stopsWherePausedAndGoesOnWhereItStopped() {
        sayOften(1_200);
        long id = scans.begin(published(), null, "anna").orElseThrow();
        scanning().scanSome();
        assertThat(scans.pause(id)).isTrue();
        assertThat(scans.pause(id)).isFalse();
        assertThat(scanning().scanSome()).isFalse();
        BackScan paused = scans.find(id).orElseThrow();
        assertThat(paused.state()).isEqualTo(BackScan.State.PAUSED);
        assertThat(paused.read()).isEqualTo(500);
        assertThat(paused.left()).isEmpty();
        assertThat(scans.resume(id)).isTrue();
        assertThat(run(id).raised()).isEqualTo(1_200);
        assertThat(alerts()).hasSize(1_200);
    }

    /** The connection dies in the middle of each step before its commit, as when the process is killed. */
    @Test
    void aKillInTheMiddleLosesNothingAndDoublesNothing() {
        sayOften(1_200);
        long id = scans.begin(published(), null, "anna").orElseThrow();
        for (int step = 0; step < 3; step++) {
            long before = scans.find(id).orElseThrow().read();
            assertThatThrownBy(() -> node.transaction().executeWithoutResult(status -> {
                        assertThat(scanning().scanSome()).isTrue();
                        node.db()
                                .sql("select pg_terminate_backend(pg_backend_pid())")
                                .query(Boolean.class)
                                .single();
                    }))
                    .isInstanceOf(RuntimeException.class);
            assertThat(scans.find(id).orElseThrow().read()).isEqualTo(before);
            assertThat(alerts()).hasSize((int) before);
            scanning().scanSome();
            assertThat(alerts()).hasSize((int) Math.min(1_200, before + 500));
        }
        assertThat(run(id).raised()).isEqualTo(1_200);
        assertThat(alerts()).hasSize(1_200).doesNotHaveDuplicates();
    }

    @Test
    void givesWayWhilePagesOfTheArchiveWait() {
        assertThat(scanning().ingestionIsBehind()).isFalse();
        node.db().sql("""
                        insert into compliance.archive_page (first_seq, last_seq, awaited_keys, next_try_at)
                        select n * 10, n * 10 + 9, '{1}', now() - interval '1 second' from generate_series(1, 2) n
                        """).update();
        assertThat(scanning().ingestionIsBehind()).isTrue();
    }

    private BackScan run(long id) {
        while (scanning().scanSome()) {
            // the next ones
        }
        return scans.find(id).orElseThrow();
    }

    private BackScanning scanning() {
        return node.get(BackScanning.class);
    }

    private VersionNumber published() {
        node.lexicon(OLD);
        node.lexicon(OLD, NEW);
        return node.get(LexiconQueries.class).inForce().orElseThrow();
    }

    private void say(String... texts) {
        ArchivedChats chats = node.chats();
        ConversationId talk = chats.single("li", AlertNode.CUSTOMER);
        for (int i = 0; i < texts.length; i++) {
            chats.said(talk, AT.plusSeconds(60L * (i + 1)), "li", List.of(AlertNode.CUSTOMER), texts[i]);
        }
    }

    /** The same message again and again, a second apart. */
    private void sayOften(int times) {
        say("承诺刚性兑付");
        for (String sql : List.of("""
                insert into compliance.archive_record (seq, msgid, public_key_version, received_at, state, at, place)
                select seq + n, 'm' || (seq + n), 1, received_at, state, at + n * interval '1 second', place + n
                from compliance.archive_record cross join generate_series(1, :more) as n
                """, """
                insert into compliance.chat_message
                    (at, seq, msgid, conversation_id, action, from_id, to_ids, staff_id, from_staff, contact_id, kind,
                     text_enc, raw_enc, digest)
                select at + n * interval '1 second', seq + n, 'm' || (seq + n), conversation_id, action, from_id, to_ids,
                    staff_id, from_staff, contact_id, kind, text_enc, raw_enc, digest
                from compliance.chat_message cross join generate_series(1, :more) as n
                """, "update compliance.archive_place set last = last + :more")) {
            node.db().sql(sql).param("more", times - 1).update();
        }
    }

    private List<String> alerts() {
        return node.db()
                .sql("select source || ' ' || seq from compliance.alert order by seq")
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private static LexiconEntry entry(String term) {
        return new LexiconEntry(Phrase.literal(term), Level.BLOCK, "承诺收益");
    }
}

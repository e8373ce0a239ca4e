package cn.bankscrm.compliance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.compliance.ComplianceNode;
import cn.bankscrm.compliance.archive.ArchiveReaders;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ArchivedFiles;
import cn.bankscrm.compliance.archive.ChatMessages;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.picture.PictureTexts;
import cn.bankscrm.compliance.picture.WrittenPictures;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.TestCipher;
import cn.bankscrm.db.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class IndexKeeperTests {

    private static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient db = JdbcClient.create(database.dataSource());
    private final ArchivedChats chats = new ArchivedChats(db, TestCipher.get());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    private @Nullable ComplianceNode node;
    private ConversationId conversation = new ConversationId(0);

    @BeforeEach
    void begins() {
        node = new ComplianceNode(database, folder.resolve("node"), Clock.systemUTC());
        beans.registerBean(JdbcClient.class, () -> db);
        beans.registerBean(FieldCipher.class, TestCipher::get);
        beans.register(ChatMessages.class, ArchiveReaders.class, PictureTexts.class);
        beans.refresh();
        conversation = chats.single("wang", "wmCustomer");
    }

    @AfterEach
    void ends() {
        beans.close();
        node().close();
    }

    @Test
    void findsWhatWasArchivedAndWhatIsArchivedLater() {
        say(1, "这款产品保本");
        IndexKeeper keeper = keeper();
        ChatSearch search = new ChatSearch(keeper, meters);
        while (keeper.work()) {
            // until there is nothing more
        }
        assertThat(found(search, "保本")).containsExactly(1L);

        say(2, "不保，本来也没有");
        while (keeper.work()) {
            // until there is nothing more
        }

        assertThat(found(search, "保本")).containsExactly(2L, 1L);
        assertThat(search.count(ChatQuestion.all().with(Set.of("WANG")).words("产品")))
                .isEqualTo(1);
        assertThat(search.count(ChatQuestion.all().in(conversation.value()))).isEqualTo(2);
        assertThat(search.count(ChatQuestion.all().in(conversation.value() + 1)))
                .isZero();
        assertThat(search.progress().complete()).isTrue();
        assertThat(meters.get("scrm.search.lag.messages").gauge().value()).isZero();
        assertThat(meters.get("scrm.search.time").tag("part", "newest").timer().count())
                .isPositive();
        keeper.stop();
    }

    @Test
    void goesOnAfterARestartWhereItStopped() {
        say(1, "一");
        say(2, "二");
        IndexKeeper first = keeper();
        first.work();
        first.stop();
        say(3, "三");
        IndexKeeper second = keeper();
        second.work();

        assertThat(new ChatSearch(second, meters).newest(ChatQuestion.all(), Optional.empty(), 10))
                .extracting(ChatPlace::seq)
                .containsExactly(3L, 2L, 1L);
        second.stop();
    }

    @Test
    void isMadeAnewWhenItsFolderIsMissingAndWhenSomebodyAsks() throws IOException {
        say(1, "保本");
        IndexKeeper keeper = keeper();
        keeper.work();
        assertThat(new ChatSearch(keeper, meters).count(ChatQuestion.all())).isEqualTo(1);

        Files.createFile(folder.resolve("1").resolve("rebuild"));
        keeper.work();
        assertThat(keeper.progress().anewPercent()).isEqualTo(OptionalInt.empty());
        assertThat(folder.resolve("1").resolve("rebuild")).doesNotExist();
        assertThat(new ChatSearch(keeper, meters).count(ChatQuestion.all())).isEqualTo(1);
        keeper.stop();
    }

    @Test
    void beginsAgainWhenTheArchiveWasPutBackToAnEarlierState() throws IOException {
        try (ChatIndex index = ChatIndex.open(folder.resolve("1").resolve("live"))) {
            index.add(new Messages(1).some(10), 10);
            index.commit();
        }
        say(1, "保本");
        IndexKeeper keeper = keeper();
        keeper.work();

        assertThat(new ChatSearch(keeper, meters).count(ChatQuestion.all())).isEqualTo(1);
        keeper.stop();
    }

    @Test
    void findsByWhatTheLexiconHits() {
        lexicon();
        say(1, "稳，赚不赔");
        say(2, "明天见");
        IndexKeeper keeper = keeper();
        keeper.work();

        ChatSearch search = new ChatSearch(keeper, meters);
        assertThat(search.count(ChatQuestion.all().hits(Set.of("BLOCK")))).isEqualTo(1);
        assertThat(search.count(ChatQuestion.all().hits(Set.of("承诺收益")))).isEqualTo(1);
        assertThat(search.count(ChatQuestion.all().hits(Set.of("WARN")))).isZero();
        keeper.stop();
    }

    @Test
    void findsWhatIsWrittenInPicturesOnceItIsRead() {
        lexicon();
        long early = picture(1);
        long other = picture(2);
        say(3, "明天见");
        IndexKeeper keeper = keeper();
        keep(keeper);
        ChatSearch search = new ChatSearch(keeper, meters);
        assertThat(found(search, "稳赚")).isEmpty();
        assertThat(search.count(ChatQuestion.all().hits(Set.of("BLOCK")))).isZero();

        written().add("限时\n稳赚 不赔", early);
        keep(keeper);

        assertThat(found(search, "稳赚")).containsExactly(early);
        assertThat(search.count(ChatQuestion.all().kinds(Set.of("image")).words("限时稳赚不赔")))
                .isEqualTo(1);
        assertThat(search.count(ChatQuestion.all().with(Set.of("WANG")).words("稳赚")))
                .isEqualTo(1);
        assertThat(search.count(ChatQuestion.all().without(Set.of("wang")).words("稳赚")))
                .as("whose own chats these are")
                .isZero();
        assertThat(search.count(ChatQuestion.all().hits(Set.of("承诺收益")))).isEqualTo(1);
        assertThat(search.count(ChatQuestion.all())).isEqualTo(3);
        assertThat(found(search, "明天")).isNotEmpty().doesNotContain(early, other);
        keeper.stop();
    }

    @Test
    void picturesThatWereReadBeforeTheirMessagesAreIndexedAreFoundOnceAlsoAfterARestartAndInANewIndex()
            throws IOException {
        say(1, "一");
        IndexKeeper keeper = keeper();
        keep(keeper);
        long late = picture(2);
        written().add("稳赚不赔", late);
        keep(keeper);
        assertThat(found(new ChatSearch(keeper, meters), "稳赚")).containsExactly(late);
        keeper.stop();

        long later = picture(3);
        IndexKeeper again = keeper();
        keep(again);
        written().add("稳赚，还是稳赚", later);
        Files.createFile(folder.resolve("1").resolve("rebuild"));
        keep(again);

        ChatSearch search = new ChatSearch(again, meters);
        assertThat(found(search, "稳赚")).containsExactly(later, late);
        assertThat(search.count(ChatQuestion.all().words("稳赚"))).isEqualTo(2);
        assertThat(search.count(ChatQuestion.all())).isEqualTo(3);
        deleted(late);
        keep(again);
        assertThat(found(search, "稳赚")).as("what retention deletes").containsExactly(later);
        again.stop();
    }

    private void lexicon() {
        LexiconDrafts drafts = node().get(LexiconDrafts.class);
        drafts.publish(
                drafts.draft(
                        List.of(LexiconLine.of(new LexiconEntry(Phrase.literal("稳赚不赔"), Level.BLOCK, "承诺收益"))),
                        "首版",
                        "anna"),
                null,
                "boris");
        node().get(LexiconInForce.class).look();
    }

    private long picture(int minute) {
        return chats.message(
                conversation,
                AT.plusSeconds(60L * minute),
                "wang",
                List.of("wmCustomer"),
                "image",
                JsonMapper.builder().build().createObjectNode(),
                Optional.empty());
    }

    private WrittenPictures written() {
        return new WrittenPictures(
                db,
                TestCipher.get(),
                new ArchivedFiles(db, TestCipher.get(), ArchivedFiles.store(folder.resolve("media"))));
    }

    private static void keep(IndexKeeper keeper) {
        while (keeper.work()) {
            // until there is nothing more
        }
    }

    @Test
    void forgetsWhatRetentionDeletes() {
        say(1, "保本");
        say(2, "保本");
        IndexKeeper keeper = keeper();
        keeper.work();
        deleted(1);
        keep(keeper);

        assertThat(found(new ChatSearch(keeper, meters), "保本")).containsExactly(2L);
        keeper.stop();
    }

    private void deleted(long seq) {
        db.sql("insert into compliance.evidence_key (id, public_key, used_from) values ('k', '', now())")
                .update();
        db.sql("""
                        insert into compliance.deletion_run (at, rule, before, records, digest, key_id, signature)
                        values (now(), 'messages', now(), 1, '', 'k', '')
                        """).update();
        db.sql("""
                        insert into compliance.deleted_record (kind, record_id, place, run_id)
                        select 'MESSAGE', :seq, :seq, id from compliance.deletion_run
                        """).param("seq", seq).update();
    }

    @Test
    void saysThatItCannotBeSearchedBeforeItIsOpen() {
        ChatSearch search = new ChatSearch(keeper(), meters);

        assertThat(search.progress().open()).isFalse();
        assertThatThrownBy(() -> search.count(ChatQuestion.all())).isInstanceOf(SearchUnavailable.class);
    }

    private ComplianceNode node() {
        return Objects.requireNonNull(node);
    }

    private void say(int minute, String text) {
        chats.said(conversation, AT.plusSeconds(60L * minute), "wang", List.of("wmCustomer"), text);
    }

    private static List<Long> found(ChatSearch search, String words) {
        return search.newest(ChatQuestion.all().words(words), Optional.empty(), 10).stream()
                .map(ChatPlace::seq)
                .toList();
    }

    private IndexKeeper keeper() {
        ChatMessages archive = beans.getBean(ChatMessages.class);
        PictureTexts texts = beans.getBean(PictureTexts.class);
        Indexing indexing = new Indexing(new LexiconHits(node().get(LexiconInForce.class)), texts);
        return new IndexKeeper(
                archive,
                indexing,
                new PicturedMessages(texts, archive, indexing),
                new DeletedMessages(db),
                new SearchProperties(folder));
    }
}

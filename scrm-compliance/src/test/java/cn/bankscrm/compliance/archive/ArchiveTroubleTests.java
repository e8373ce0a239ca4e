package cn.bankscrm.compliance.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** What may go wrong between WeCom and a stored message, one thing at a time. */
class ArchiveTroubleTests {

    private final HandClock clock = new HandClock();
    private final StandInArchive weCom = new StandInArchive();
    private final AtomicInteger ids = new AtomicInteger();
    private HikariDataSource database;
    private ArchiveNode node;

    @BeforeEach
    void prepare() {
        database = ArchiveNode.database();
        node = new ArchiveNode(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRecordOfAnUnknownKeyWaitsAndHoldsUpNobody() {
        long first = say("一");
        weCom.rotate();
        long second = say("二");
        node.pullAll(weCom);
        node.readAll(weCom, Map.of(1, weCom.privateKey(1)));
        assertThat(node.messages.message(first)).isPresent();
        assertThat(node.messages.message(second)).isEmpty();
        assertThat(state(second)).isEqualTo("PENDING");

        node.readAll(weCom, Map.of(1, weCom.privateKey(1), 2, weCom.privateKey(2)));
        assertThat(node.messages.message(second).orElseThrow().text()).contains("二");
    }

    @Test
    void aRecordWhoseKeyComesLateHasALaterPlaceThanThoseAfterIt() {
        weCom.rotate();
        long late = say("晚到");
        EncryptedRecord sealed = weCom.at(late);
        weCom.put(new EncryptedRecord(late, sealed.msgId(), 7, sealed.randomKey(), sealed.ciphertext()));
        long next = say("先到");
        Map<Integer, String> keys = Map.of(2, weCom.privateKey(2));
        node.pullAll(weCom);
        node.readAll(weCom, keys);
        long place = node.messages.messagesAfter(0, 10).getLast().place();

        node.readAll(weCom, Map.of(2, weCom.privateKey(2), 7, weCom.privateKey(2)));
        List<ChatMessage> after = node.messages.messagesAfter(place, 10);
        assertThat(after).extracting(ChatMessage::seq).containsExactly(late);
        assertThat(late).isLessThan(next);
    }

    @Test
    void aNodeReadsWhatAnotherPulled() {
        long seq = say("你好");
        node.pullAll(weCom);
        ArchiveNode other = new ArchiveNode(database, clock);
        other.readAll(weCom, keys());
        assertThat(other.heard).containsExactly(new ChatArchived(1, 1));
        assertThat(node.messages.message(seq)).isPresent();
    }

    @Test
    void onePullsAtATimeAndALostLeaseStoresNothing() {
        say("你好");
        assertThat(node.cursor.lease("stand-in", "a", Duration.ofMinutes(1))).hasValue(0);
        assertThat(node.cursor.lease("stand-in", "b", Duration.ofMinutes(1))).isEmpty();
        clock.advance(Duration.ofMinutes(2));
        assertThat(node.cursor.lease("stand-in", "b", Duration.ofMinutes(1))).hasValue(0);
        List<EncryptedRecord> page = weCom.pull(0, 10);
        assertThatThrownBy(() -> node.cursor.store("stand-in", "a", 0, page, true))
                .isInstanceOf(LeaseLost.class);
        assertThat(node.count("compliance.archive_record")).isZero();
        assertThat(node.cursor.store("stand-in", "b", 0, page, true)).isEqualTo(1);
    }

    @Test
    void aPageThatIsHandedOutAgainChangesNothingAndIsNoSignOfBeingDone() {
        for (int i = 0; i < 5; i++) {
            say("消息" + i);
        }
        node.pullAll(weCom);
        weCom.repeatPage();
        assertThat(node.pull(weCom)).isEqualTo(new ArchivePulling.Pulled(0, false, false));
        say("新");
        assertThat(node.pull(weCom)).isEqualTo(new ArchivePulling.Pulled(1, false, true));
        node.readAll(weCom, keys());
        assertThat(node.count("compliance.chat_message")).isEqualTo(6);
    }

    @Test
    void aMessageThatComesAgainUnderAnotherNumberIsCountedOnce() {
        long first = say("同一条");
        EncryptedRecord same = weCom.at(first);
        long again = weCom.add(
                new EncryptedRecord(first + 1, same.msgId(), same.keyVersion(), same.randomKey(), same.ciphertext()));
        node.pullAll(weCom);
        node.readAll(weCom, keys());
        assertThat(node.count("compliance.chat_message")).isEqualTo(1);
        assertThat(state(again)).isEqualTo("DUPLICATE");
        assertThat(node.count("compliance.archive_gap")).isZero();
    }

    @Test
    void gapsAreNoticedAskedForAndClosedWhenFilled() {
        say("一");
        long hidden = say("二");
        long hiddenToo = say("三");
        EncryptedRecord taken = weCom.take(hidden);
        EncryptedRecord takenToo = weCom.take(hiddenToo);
        say("四");
        node.pullAll(weCom);
        assertThat(node.count("compliance.archive_gap where closed_at is null and first_seq = 2 and last_seq = 3"))
                .isEqualTo(1);

        weCom.put(taken);
        assertThat(node.gaps.askOnce(weCom)).isTrue();
        assertThat(node.count("compliance.archive_gap where closed_at is null")).isEqualTo(1);
        assertThat(node.gaps.askOnce(weCom)).as("not at once again").isFalse();
        weCom.put(takenToo);
        clock.advance(Duration.ofHours(1));
        assertThat(node.gaps.askOnce(weCom)).isTrue();
        assertThat(node.count("compliance.archive_gap where closed_at is null")).isZero();
        node.readAll(weCom, keys());
        assertThat(node.count("compliance.chat_message")).isEqualTo(4);
    }

    @Test
    void aGapOlderThanTheWindowIsAskedForNoMoreAndStaysOpen() {
        say("一");
        weCom.skip(3);
        say("二");
        node.pullAll(weCom);
        clock.advance(Duration.ofDays(6));
        assertThat(node.gaps.askOnce(weCom)).isFalse();
        assertThat(node.count("compliance.archive_gap where closed_at is null")).isEqualTo(1);
    }

    @Test
    void whatTheDatabaseRefusesIsSetAsideAlone() {
        long before = say("前");
        // a partition that refuses one message stands for whatever nobody thought of
        node.db
                .sql("alter table compliance.chat_message add constraint no_poison_ck check (msgid <> 'poison')")
                .update();
        long poison = weCom.add("poison", "{\"msgid\":\"poison\",\"msgtype\":\"text\",\"text\":{\"content\":\"x\"}}");
        long behind = say("后");
        node.pullAll(weCom);
        node.readAll(weCom, keys());
        assertThat(node.messages.message(before)).isPresent();
        assertThat(node.messages.message(behind)).isPresent();
        assertThat(state(poison)).isEqualTo("UNREADABLE");
        assertThat(node.count("compliance.archive_page")).isZero();
    }

    @Test
    void aSourceThatCannotOpenPutsThePageOffAndItIsReadLater() {
        say("一");
        node.pullAll(weCom);
        ChatArchiveSource broken = new BrokenSource(weCom);
        assertThat(node.reading(broken, keys()).readOnce("w")).isTrue();
        assertThat(node.reading(weCom, keys()).readOnce("w")).as("rests first").isFalse();
        clock.advance(Duration.ofMinutes(1));
        assertThat(node.reading(weCom, keys()).readOnce("w")).isTrue();
        assertThat(node.count("compliance.chat_message")).isEqualTo(1);
    }

    @Test
    void recallsAndConsentsAreKeptBesideTheMessages() {
        long said = say("要撤回的");
        String id = weCom.at(said).msgId();
        weCom.add("r1", """
                {"msgid":"r1","action":"recall","from":"zhangsan","tolist":["wmA0001"],"msgtime":1763600100000,"msgtype":"revoke",
                 "revoke":{"pre_msgid":"%s"}}
                """.formatted(id));
        weCom.add("a1", """
                {"msgid":"a1","action":"send","from":"wmA0001","tolist":["ZhangSan"],"msgtime":1763600200000,"msgtype":"agree",
                 "agree":{"userid":"wmA0001","agree_time":1763600200000}}
                """);
        weCom.add("d0", """
                {"msgid":"d0","action":"send","from":"wmA0001","tolist":["zhangsan"],"msgtime":1763600150000,"msgtype":"disagree",
                 "disagree":{"userid":"wmA0001","disagree_time":1763600150000}}
                """);
        node.pullAll(weCom);
        node.readAll(weCom, keys());
        assertThat(node.messages.message(said).orElseThrow().recalledAt())
                .contains(Instant.ofEpochMilli(1763600100000L));
        assertThat(node.consents.consent("wmA0001", "zhangsan"))
                .as("the newer word counts, though the older came later")
                .contains(new ChatConsents.Consent(true, Instant.ofEpochMilli(1763600200000L)));
        assertThat(node.consents.consent("wmA0001", "lisi")).isEmpty();
    }

    @Test
    void messagesOfAConversationStandTogetherAroundOne() {
        long middle = 0;
        for (int i = 0; i < 9; i++) {
            long seq = say("第" + i);
            middle = i == 4 ? seq : middle;
            weCom.add("other" + i, message("other" + i, "lisi", "wmB0001", "别人", 1763600000000L + i));
        }
        node.pullAll(weCom);
        node.readAll(weCom, keys());
        ChatMessage found = node.messages.message(middle).orElseThrow();
        assertThat(node.messages.conversation(found.conversation(), middle, 2))
                .extracting(message -> message.text().orElseThrow())
                .containsExactly("第2", "第3", "第4", "第5", "第6");
        assertThat(node.messages.newest(found.conversation(), clock.instant(), 3))
                .hasSize(3);
        Conversation conversation =
                node.messages.conversation(found.conversation()).orElseThrow();
        assertThat(conversation.kind()).isEqualTo(Conversation.Kind.SINGLE);
        assertThat(conversation.staff()).isPresent();
        assertThat(conversation.contact()).isPresent();
        assertThat(found.toString()).doesNotContain("第4").doesNotContain("wmA0001");
    }

    @Test
    void messagesAreNeverChangedAndDeletedByRetentionAlone() {
        say("不可改");
        node.pullAll(weCom);
        node.readAll(weCom, keys());
        assertThatThrownBy(() -> node.db
                        .sql("update compliance.chat_message set kind = 'x'")
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(
                        () -> node.db.sql("delete from compliance.chat_message").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> node.db.sql("truncate compliance.chat_message").update())
                .isInstanceOf(DataAccessException.class);
        assertThat(node.count("compliance.chat_message")).isEqualTo(1);
    }

    @Test
    void nothingThatWasSaidLiesInTheClear() {
        say("极其机密的一句话");
        node.pullAll(weCom);
        node.readAll(weCom, keys());
        assertThat(node.db
                        .sql("select m::text from compliance.chat_message m")
                        .query((row, n) -> String.valueOf(row.getString(1)))
                        .single())
                .doesNotContain("机密");
        assertThat(node.count("compliance.archive_record where ciphertext is not null"))
                .isZero();
    }

    private long say(String text) {
        String id = "m" + ids.incrementAndGet() + "_external";
        return weCom.add(id, message(id, "zhangsan", "wmA0001", text, 1763600000000L + ids.get() * 1000L));
    }

    private static String message(String id, String from, String to, String text, long at) {
        return """
                {"msgid":"%s","action":"send","from":"%s","tolist":["%s"],"roomid":"","msgtime":%d,"msgtype":"text",
                 "text":{"content":"%s"}}
                """.formatted(id, from, to, at, text);
    }

    private Map<Integer, String> keys() {
        return Map.of(1, weCom.privateKey(1));
    }

    private String state(long seq) {
        return node.db
                .sql("select state from compliance.archive_record where seq = :seq")
                .param("seq", seq)
                .query(String.class)
                .single();
    }

    /** Hands pages out and opens none. */
    private record BrokenSource(StandInArchive weCom) implements ChatArchiveSource {

        @Override
        public String name() {
            return weCom.name();
        }

        @Override
        public List<EncryptedRecord> pull(long afterSeq, int limit) {
            return weCom.pull(afterSeq, limit);
        }

        @Override
        public List<Opened> open(List<Sealed> records) {
            throw new ArchiveSourceFailure(ArchiveSourceFailure.Kind.LIBRARY, 0);
        }

        @Override
        public MediaPiece media(String sdkFileId, String index) {
            return weCom.media(sdkFileId, index);
        }
    }
}

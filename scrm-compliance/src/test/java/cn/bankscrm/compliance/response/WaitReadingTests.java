package cn.bankscrm.compliance.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import cn.bankscrm.compliance.alert.AlertNode;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ChatTurns;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.scope.DataScope;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Waits as facts, whatever the order in which messages come. It is Monday, 2026-11-16, unless said otherwise. */
class WaitReadingTests {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @TempDir
    private Path data;

    private final SetClock clock = new SetClock();
    private AlertNode node;
    private ArchivedChats chats;
    private ConversationId talk;

    @BeforeEach
    void starts() {
        node = new AlertNode(
                data,
                clock,
                ChatTurns.class,
                WaitRows.class,
                WorkingCalendars.class,
                WaitReading.class,
                SlowAnswers.class,
                ResponseSettings.class,
                ResponseQueries.class);
        chats = node.chats();
        talk = chats.single("li", AlertNode.CUSTOMER);
    }

    @AfterEach
    void ends() {
        node.close();
    }

    @Test
    void waitsLastFromTheFirstQuestionToTheAnswerAndClosingWordsAskNothing() {
        asks("09:10", "请问大额存单还有吗");
        asks("09:12", "三年期的");
        answers("09:40");
        asks("09:41", "好的，谢谢👍");
        asks("11:50", "利率呢");
        answers("13:40");
        read();

        assertThat(waits()).containsExactly("09:10 09:40 30", "11:50 13:40 20");
    }

    @Test
    void aMessageThatComesLateEndsAsIfItHadComeInTime() {
        asks("09:10", "在吗");
        asks("10:00", "还有人吗");
        read();
        assertThat(waits()).containsExactly("09:10 -");

        answers("09:20");
        read();
        assertThat(waits()).containsExactly("09:10 09:20 10", "10:00 -");

        asks("09:05", "想办张卡");
        read();
        assertThat(waits()).containsExactly("09:05 09:20 15", "10:00 -");
    }

    @Test
    void whatWasTakenBackWasNotSaid() {
        long asked = asks("09:10", "发错了");
        read();
        assertThat(waits()).containsExactly("09:10 -");
        recalls("09:11", AlertNode.CUSTOMER, asked);
        read();
        assertThat(waits()).isEmpty();

        asks("10:00", "请问几点下班");
        long answered = answers("10:05");
        read();
        assertThat(waits()).containsExactly("10:00 10:05 5");
        recalls("10:06", "li", answered);
        read();
        assertThat(waits()).containsExactly("10:00 -");
    }

    @Test
    void readsEachMessageOnceAndStartsNowhereAnew() {
        asks("09:10", "在吗");
        read();
        read();
        assertThat(node.get(WaitReading.class).readSome()).isFalse();
        assertThat(waits()).containsExactly("09:10 -");
    }

    @Test
    void raisesOneAlertAWaitOnceTheTimeIsOver() {
        asks("09:10", "在吗");
        read();
        alertsAt("09:40", 0);
        alertsAt("09:41", 1);
        alertsAt("11:00", 1);
        answers("11:10");
        read();
        alertsAt("11:20", 1);
        assertThat(node.db()
                        .sql(
                                "select source || ' ' || level || ' ' || (facts ->> 'waitedMinutes') from compliance.alert")
                        .query(String.class)
                        .list())
                .containsExactly("RESPONSE_TIME MEDIUM 31");
    }

    @Test
    void aQuestionThatIsPutAnewByALateMessageAlertsNobodyTwice() {
        asks("09:10", "在吗");
        read();
        alertsAt("09:41", 1);
        asks("09:02", "想问一下");
        read();
        alertsAt("10:30", 1);
    }

    @Test
    void anAnswerThatTheArchiveDoesNotHaveYetIsNoMissingAnswer() {
        node.db().sql("""
                        insert into compliance.archive_cursor (source, seq, began_at, drained_at)
                        values ('test', 1, '2026-11-16 09:00+08', '2026-11-16 09:30+08')
                        """).update();
        asks("09:10", "在吗");
        read();
        alertsAt("10:30", 0);
        node.db()
                .sql("update compliance.archive_cursor set drained_at = '2026-11-16 10:31+08'")
                .update();
        alertsAt("10:31", 1);
    }

    @Test
    void oldWaitsAreFiguresAndNoAlerts() {
        asks("09:10", "在吗");
        read();
        clock.set(at("2026-12-16", "10:00"));
        while (node.get(SlowAnswers.class).raiseSome()) {
            // the next ones
        }
        assertThat(node.count("compliance.alert")).isZero();
        assertThat(node.get(SlowAnswers.class).raiseSome()).isFalse();
    }

    @Test
    void hoursOfAnInstitutionAndLimitsHoldForWaitsThatAreOpen() {
        asks("09:10", "在吗");
        read();
        assertThat(due()).isEqualTo("09:40");
        ResponseSettings settings = node.get(ResponseSettings.class);
        settings.setLimit(null, 60);
        assertThat(due()).isEqualTo("10:10");
        assertThat(settings.setHours(
                        new InstitutionCode("N"),
                        new WorkingHours(
                                EnumSet.allOf(DayOfWeek.class),
                                LocalTime.of(10, 0),
                                LocalTime.of(18, 0),
                                LocalTime.NOON,
                                LocalTime.NOON),
                        "anna"))
                .isTrue();
        assertThat(due()).isEqualTo("11:00");
        assertThat(settings.removeHours(new InstitutionCode("N"))).isTrue();
        assertThat(settings.removeHours(new InstitutionCode("N"))).isFalse();
        settings.nameDays(List.of(new ResponseSettings.NamedDay(LocalDate.of(2026, 11, 16), false, "停业")));
        assertThat(due()).isEqualTo("10:00");
        settings.unnameDay(LocalDate.of(2026, 11, 16));
        assertThat(due()).isEqualTo("10:10");
        assertThat(node.count("core.audit_entry where action = 'RESPONSE_RULES_CHANGED'"))
                .isEqualTo(5);
    }

    @Test
    void aSegmentMayHaveALimitOfItsOwn() {
        node.db().sql("insert into core.segment (name) values ('私行')").update();
        node.db().sql("""
                        insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id, segment_ids)
                        select 31, 'C31', '\\x00', '\\x00', true, 100, 2, array[id] from core.segment where name = '私行'
                        """).update();
        node.db().sql("""
                        insert into core.binding (id, contact_id, customer_id, bound_at, route)
                        values (41, 21, 31, '2026-01-01 00:00+08', 'app')
                        """).update();
        int segment = node.db()
                .sql("select id from core.segment where name = '私行'")
                .query(Integer.class)
                .single();
        node.get(ResponseSettings.class).setLimit(segment, 10);
        asks("09:10", "在吗");
        read();
        assertThat(due()).isEqualTo("09:20");
        node.get(ResponseSettings.class).setLimit(segment, null);
        assertThat(due()).isEqualTo("09:40");
    }

    @Test
    void medianAndNinetiethArePercentilesOfTheWaitsThemselves() {
        for (int i = 1; i <= 9; i++) {
            asks("10:0" + i, "问题" + i);
            answers("10:0" + i);
        }
        asks("10:30", "还有");
        answers("11:30");
        asks("13:30", "最后一个");
        ConversationId other = chats.single("wang", AlertNode.CUSTOMER);
        chats.said(other, at("2026-11-16", "09:00"), AlertNode.CUSTOMER, List.of("wang"), "请问");
        chats.said(other, at("2026-11-16", "09:07"), "wang", List.of(AlertNode.CUSTOMER), "您好");
        read();
        clock.set(at("2026-11-16", "13:40"));

        ResponseBoard board = board(new DataScope.WholeBank());
        assertThat(board.figures()).isEqualTo(new ResponseFigures(12, 11, 1, Optional.of(0), Optional.of(7)));
        assertThat(board.below())
                .extracting(
                        ResponseRow::name,
                        row -> row.figures().median(),
                        row -> row.figures().open())
                .containsExactly(tuple("北城支行", Optional.of(0), 1L), tuple("南城支行", Optional.of(7), 0L));
        assertThat(board.staff()).extracting(ResponseRow::key).containsExactly("S11", "S12");
        assertThat(board(new DataScope.Subtree(AlertNode.SOUTH)).figures().waits())
                .isEqualTo(1);
        assertThat(board(new DataScope.OwnCustomers(AlertNode.LI)).figures().waits())
                .isEqualTo(11);
        assertThat(board(new DataScope.Nothing()).figures()).isEqualTo(ResponseFigures.NONE);
    }

    private ResponseBoard board(DataScope scope) {
        LocalDate day = LocalDate.of(2026, 11, 16);
        return node.get(ResponseQueries.class).board(AlertNode.HEAD, day, day, 10, scope);
    }

    private long asks(String time, String text) {
        return chats.said(talk, at("2026-11-16", time), AlertNode.CUSTOMER, List.of("li"), text);
    }

    private long answers(String time) {
        return chats.said(talk, at("2026-11-16", time), "li", List.of(AlertNode.CUSTOMER), "您好");
    }

    private void recalls(String time, String who, long seq) {
        chats.message(
                talk,
                at("2026-11-16", time),
                who,
                List.of(who.equals("li") ? AlertNode.CUSTOMER : "li"),
                "revoke",
                JsonMapper.builder().build().createObjectNode().put("pre_msgid", "m" + seq),
                Optional.empty());
    }

    private void read() {
        while (node.get(WaitReading.class).readSome()) {
            // the next page
        }
    }

    private void alertsAt(String time, long expected) {
        clock.set(at("2026-11-16", time));
        while (node.get(SlowAnswers.class).raiseSome()) {
            // the next ones
        }
        assertThat(node.count("compliance.alert")).as("at " + time).isEqualTo(expected);
    }

    private List<String> waits() {
        return node.db()
                .sql("""
                        select to_char(asked_at at time zone 'Asia/Shanghai', 'HH24:MI') || ' '
                            || coalesce(to_char(answered_at at time zone 'Asia/Shanghai', 'HH24:MI') || ' ' || working_minutes, '-')
                        from compliance.response_wait order by asked_at
                        """)
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private String due() {
        return node.db()
                .sql("select to_char(due_at at time zone 'Asia/Shanghai', 'HH24:MI') from compliance.response_wait")
                .query(String.class)
                .single();
    }

    private static Instant at(String day, String time) {
        return LocalDateTime.of(LocalDate.parse(day), LocalTime.parse(time))
                .atZone(ZONE)
                .toInstant();
    }

    /** Stands where it is put. */
    private static final class SetClock extends Clock {

        private volatile Instant now = at("2026-11-16", "09:00");

        void set(Instant instant) {
            now = instant;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }
    }
}

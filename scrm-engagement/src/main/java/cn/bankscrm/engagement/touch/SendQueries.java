package cn.bankscrm.engagement.touch;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.content.ContentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What became of sends, as far as a scope reaches: of members who had a post within it on the day of the send. */
@Component
@Transactional(readOnly = true)
public class SendQueries {

    /** The most sends of one look; more are found by fewer days or a smaller institution. */
    public static final int MOST = 20_000;

    private final JdbcClient db;
    private final Clock clock;

    SendQueries(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param from first day
     * @param until last day
     * @param content of this content only; null for any
     */
    public SendBoard board(LocalDate from, LocalDate until, @Nullable ContentId content, DataScope scope) {
        List<SendRow> rows = db.sql("""
                        with s as (
                            select s.* from engagement.send s
                            where s.day between :from and :until and (:content::bigint is null or s.content_id = :content) and %s
                            order by s.day desc, s.id desc limit :most
                        ), t as (
                            select t.send_id, count(*) as touches,
                                count(*) filter (where t.state = 'SENT') as sent,
                                count(*) filter (where t.state = 'FAILED' and t.why ->> 'reason' in ('NO_FRIEND', 'NO_CUSTOMER')) as no_friend,
                                count(*) filter (where t.state = 'FAILED' and t.why ->> 'reason' = 'QUOTA') as quota,
                                count(*) filter (where t.state = 'FAILED' and t.why ->> 'reason' not in ('NO_FRIEND', 'NO_CUSTOMER', 'QUOTA')) as otherwise,
                                count(*) filter (where t.state in ('WITHDRAWN', 'EXPIRED', 'DECLINED')) as ended
                            from engagement.touch t where t.send_id in (select id from s) group by t.send_id
                        ), r as (
                            select r.send_id, count(*) filter (where r.at > :dayAgo) as reminded, max(r.at) as last
                            from engagement.send_reminder r where r.send_id in (select id from s) group by r.send_id
                        )
                        select s.*, p.staff_no, coalesce(p.name, p.wecom_userid, '') as staff_name, v.title,
                            coalesce(t.touches, 0) as touches, coalesce(t.sent, 0) as sent, coalesce(t.no_friend, 0) as no_friend,
                            coalesce(t.quota, 0) as quota, coalesce(t.otherwise, 0) as otherwise, coalesce(t.ended, 0) as ended,
                            coalesce(r.reminded, 0) < :reminders and coalesce(r.last < :pause, true) as quiet
                        from s
                        join core.pub_staff p on p.id = s.staff_id
                        join lateral (
                            select c.title from engagement.content_version c where c.content_id = s.content_id
                            order by c.state = 'PUBLISHED' desc, c.number desc limit 1) v on true
                        left join t on t.send_id = s.id
                        left join r on r.send_id = s.id
                        order by s.day desc, s.id desc
                        """.formatted(within(scope)))
                .param("from", from)
                .param("until", until)
                .param(
                        "content",
                        Optional.ofNullable(content).map(ContentId::value).orElse(null))
                .param("root", root(scope))
                .param("most", MOST)
                .param("dayAgo", ago(Reminding.SPAN))
                .param("pause", ago(Reminding.PAUSE))
                .param("reminders", Reminding.MOST)
                .query((row, n) -> row(row))
                .list();
        return new SendBoard(
                SendFigures.of(rows),
                lines(rows, one -> Long.toString(one.content().value()), SendRow::title),
                lines(rows, one -> Objects.requireNonNullElse(one.staffNo(), ""), SendRow::staff),
                rows);
    }

    private static List<SendBoard.Line> lines(
            List<SendRow> rows, Function<SendRow, String> key, Function<SendRow, String> name) {
        Map<String, List<SendRow>> grouped =
                rows.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
        return grouped.entrySet().stream()
                .map(group -> new SendBoard.Line(
                        group.getKey().isEmpty() ? null : group.getKey(),
                        name.apply(group.getValue().getFirst()),
                        SendFigures.of(group.getValue())))
                .sorted(Comparator.comparingInt(
                                (SendBoard.Line line) -> line.figures().waiting())
                        .thenComparingInt(line -> line.figures().failed())
                        .reversed())
                .toList();
    }

    private static SendRow row(ResultSet row) throws SQLException {
        SendState state = SendState.valueOf(row.getString("state"));
        Channel channel = Channel.valueOf(row.getString("channel"));
        Instant drafted = instant(row, "drafted_at");
        Instant confirmed = instant(row, "confirmed_at");
        boolean waiting = state == SendState.DRAFTED;
        String reason = row.getString("reason");
        return new SendRow(
                new SendId(row.getLong("id")),
                channel,
                row.getObject("day", LocalDate.class),
                row.getString("staff_no"),
                row.getString("staff_name"),
                new ContentId(row.getLong("content_id")),
                row.getString("title"),
                state,
                drafted,
                confirmed,
                row.getInt("visible"),
                row.getInt("likes"),
                row.getInt("comments"),
                row.getString("ending"),
                reason == null ? null : SendReason.valueOf(reason),
                waiting && channel == Channel.MASS_SEND && row.getBoolean("quiet"),
                new SendFigures(
                        1,
                        drafted == null ? 0 : 1,
                        confirmed == null ? 0 : 1,
                        waiting ? 1 : 0,
                        row.getInt("touches"),
                        row.getInt("sent"),
                        row.getInt("no_friend"),
                        row.getInt("quota"),
                        row.getInt("otherwise"),
                        row.getInt("ended")));
    }

    /** A condition on the send {@code s}. */
    static String within(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> """
                    exists (
                        select from core.pub_staff_post o
                        join core.pub_institution_path u on u.institution_id = o.institution_id and u.ancestor_id = :root
                        where o.staff_id = s.staff_id and o.valid_from <= s.day and (o.valid_to is null or o.valid_to >= s.day))
                    """;
            case DataScope.OwnCustomers(var staff) -> "s.staff_id = :root";
            case DataScope.Nothing() -> "false";
        };
    }

    static long root(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> 0;
            case DataScope.Subtree(var institution) -> institution.value();
            case DataScope.OwnCustomers(var staff) -> staff.value();
            case DataScope.Nothing() -> 0;
        };
    }

    private Timestamp ago(Duration time) {
        return Timestamp.from(clock.instant().minus(time));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}

package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.segment.HoldingKind;
import cn.bankscrm.engagement.content.ContentId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes what plans say as SQL over many customers at once. */
final class PlanSql {

    /** The business's days; China has had no summer time since 1991. */
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** When step {@code s} of an enrolment with {@code anchor_at} is due. */
    static final String DUE = """
            case when s.day < 0 then {at} else greatest({at}, anchor_at) end
            """.replace(
                    "{at}",
                    "((((anchor_at at time zone 'Asia/Shanghai')::date + s.day)::timestamp + make_interval(mins => s.minute))"
                            + " at time zone 'Asia/Shanghai')");

    /** The steps as a table {@code step (number, day, minute, channel, content_id, worth)}. */
    static final String STEPS = """
            step as materialized (
                select * from unnest(:numbers, :days, :minutes, :channels, :contents, :worths)
                    s (number, day, minute, channel, content_id, worth))
            """;

    /**
     * Whom a trigger concerned from day {@code :from} to day {@code :until}, both included, with who looks after them:
     * {@code person (subject, customer_id, contact_id, anchor_at, staff_id, institution_id, aum)}.
     */
    static final String PEOPLE = """
            with day as (select generate_series(:from::timestamp, :until::timestamp, interval '1 day')::date as day),
            happened as materialized ({happened}),
            person as (
                select case when h.contact_id is null then h.customer_id else -h.contact_id end as subject,
                    h.customer_id, h.contact_id, h.anchor_at, coalesce(a.staff_id, h.staff_id, r.staff_id) as staff_id,
                    coalesce(p.institution_id, c.institution_id) as institution_id, c.aum
                from happened h
                left join core.pub_customer c on c.id = h.customer_id
                left join core.pub_segment_member m on m.customer_id = h.customer_id and cardinality(:segments) > 0
                left join core.pub_assignment a on a.customer_id = h.customer_id
                    and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)
                left join lateral (
                    select l.staff_id
                    from core.pub_binding b
                    join core.pub_friend_link l on l.contact_id = b.contact_id and l.ended_at is null
                    where b.customer_id = h.customer_id and b.unbound_at is null
                    order by l.added_at desc
                    limit 1) r on a.staff_id is null and h.staff_id is null
                left join core.pub_staff_post p on p.staff_id = coalesce(a.staff_id, h.staff_id, r.staff_id)
                    and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                where cardinality(:segments) = 0 or c.segment_ids && :segments or m.segment_ids && :segments),
            scoped as (
                select * from person
                where staff_id is not null and institution_id in (
                    select institution_id from core.pub_institution_path where ancestor_id = any(:institutions)))
            """;

    private PlanSql() {}

    /** With {@link #PEOPLE}, of this trigger. */
    static String people(Trigger trigger) {
        return PEOPLE.replace("{happened}", happened(trigger));
    }

    /**
     * What {@link #PEOPLE} asks for.
     *
     * @param until the last day on which the trigger happens
     */
    static Map<String, Object> peopleParameters(Running of, LocalDate from, LocalDate until, LocalDate today) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("from", from);
        parameters.put("until", until);
        parameters.put("fromAt", from.atStartOfDay(ZONE).toInstant().atOffset(ZoneOffset.UTC));
        parameters.put(
                "untilAt", until.plusDays(1).atStartOfDay(ZONE).toInstant().atOffset(ZoneOffset.UTC));
        parameters.put("today", today);
        parameters.put("segments", of.rule().segments().stream().sorted().toArray(Short[]::new));
        parameters.put("institutions", of.institutionIds());
        switch (of.rule().trigger()) {
            case Trigger.HoldingMatures(var kinds) -> parameters.put("kinds", names(kinds));
            case Trigger.OnDate(var day) -> parameters.put("on", day);
            case Trigger.EveryMonth(var day) -> parameters.put("dayOfMonth", day);
            case Trigger.EntersSegment(var segment) -> parameters.put("entered", segment);
            case Trigger other -> {
                // the rest ask for nothing more
            }
        }
        return parameters;
    }

    static Map<String, Object> stepParameters(List<Step> steps) {
        return Map.of(
                "numbers", IntStream.rangeClosed(1, steps.size()).boxed().toArray(Integer[]::new),
                "days", steps.stream().map(Step::day).toArray(Integer[]::new),
                "minutes",
                        steps.stream()
                                .map(step -> step.at().toSecondOfDay() / 60)
                                .toArray(Integer[]::new),
                "channels", steps.stream().map(step -> step.channel().name()).toArray(String[]::new),
                "contents",
                        steps.stream()
                                .map(step ->
                                        step.content().map(ContentId::value).orElse(null))
                                .toArray(Long[]::new),
                "worths", steps.stream().map(Step::worth).toArray(BigDecimal[]::new));
    }

    private static String happened(Trigger trigger) {
        return switch (trigger) {
            case Trigger.FriendAdded() -> """
                    select b.customer_id, l.contact_id, l.staff_id, l.added_at as anchor_at
                    from core.pub_friend_link l
                    left join core.pub_binding b on b.contact_id = l.contact_id and b.unbound_at is null
                    where l.added_at >= :fromAt and l.added_at < :untilAt and l.ended_at is null
                        and l.origin_link_id is null
                    """;
            case Trigger.Certified() -> """
                    select b.customer_id, null::bigint as contact_id, null::bigint as staff_id, b.bound_at as anchor_at
                    from core.pub_binding b
                    where b.bound_at >= :fromAt and b.bound_at < :untilAt and b.unbound_at is null
                    """;
            case Trigger.Birthday() -> customers("""
                    from core.pub_customer c
                    join (
                        select day, to_char(day, 'MMDD') as key from day
                        union all
                        select day, '0229' from day
                        where to_char(day, 'MMDD') = '0228' and to_char(day + 1, 'MMDD') = '0301') d
                        on d.key = to_char(c.birthday, 'MMDD')
                    """);
            case Trigger.HoldingMatures(var kinds) -> """
                    select distinct h.customer_id, null::bigint as contact_id, null::bigint as staff_id,
                        h.matures_on::timestamp at time zone 'Asia/Shanghai' as anchor_at
                    from core.pub_holding h
                    where h.matures_on between :from and :until and (cardinality(:kinds) = 0 or h.kind = any(:kinds))
                    """;
            case Trigger.OnDate(var on) -> customers("from core.pub_customer c join day d on d.day = :on");
            case Trigger.EveryMonth(var day) ->
                customers("from core.pub_customer c join day d on extract(day from d.day) = :dayOfMonth");
            case Trigger.EntersSegment(var segment) -> customers("""
                    from core.pub_customer c
                    join (
                        select h.customer_id, h.changed_on as day
                        from core.pub_segment_member_change h
                        join core.pub_segment_member m on m.customer_id = h.customer_id
                        where h.changed_on between :from and :until
                            and :entered = any(m.segment_ids) and :entered <> all(h.segment_ids_before)
                        union
                        select h.customer_id, h.changed_on
                        from core.pub_customer_segment_change h
                        join core.pub_customer e on e.id = h.customer_id
                        where h.changed_on between :from and :until
                            and :entered = any(e.segment_ids) and :entered <> all(h.segment_ids_before)) d
                        on d.customer_id = c.id
                    """);
        };
    }

    private static String customers(String from) {
        return "select c.id as customer_id, null::bigint as contact_id, null::bigint as staff_id,"
                + " d.day::timestamp at time zone 'Asia/Shanghai' as anchor_at\n" + from;
    }

    /** Of enrolment {@code d}, on the day of its step. */
    static String condition(Condition condition) {
        return switch (condition) {
            case Condition.Always() -> "true";
            case Condition.InSegment(var segment) -> inSegment(segment);
            case Condition.NotInSegment(var segment) -> "not " + inSegment(segment);
            case Condition.Clicked() -> clicked("d");
            case Condition.NotClicked() -> "not " + clicked("d");
            case Condition.Replied() -> REPLIED;
            case Condition.NotReplied() -> "not " + REPLIED;
        };
    }

    private static String inSegment(short segment) {
        return """
                coalesce((
                    select %1$d::smallint = any(c.segment_ids) or %1$d::smallint = any(m.segment_ids)
                    from core.pub_customer c
                    left join core.pub_segment_member m on m.customer_id = c.id
                    where c.id = d.customer_id), false)""".formatted(segment);
    }

    /** Whether somebody of an enrolment opened one of contents {@code :planContents}. */
    static String clicked(String enrolment) {
        return "exists (select " + VISITS.replace("{e}", enrolment) + ")";
    }

    /** {@code from} and {@code where} over the openings of the plan's contents since enrolment {@code {e}}. */
    static final String VISITS = """
            from engagement.link_visit v
            where v.contact_id = any(array(
                    select {e}.contact_id where {e}.contact_id is not null
                    union
                    select b.contact_id from core.pub_binding b
                    where b.customer_id = {e}.customer_id and b.unbound_at is null))
                and v.content_id = any(:planContents) and v.opened_at >= {e}.enrolled_at""";

    private static final String REPLIED = """
            (exists (select from core.pub_chat h where h.customer_id = d.customer_id and h.at >= d.enrolled_at)
                or exists (
                    select from core.pub_chat h
                    where h.contact_id = any(array(
                            select d.contact_id where d.contact_id is not null
                            union
                            select b.contact_id from core.pub_binding b
                            where b.customer_id = d.customer_id and b.unbound_at is null))
                        and h.at >= d.enrolled_at))""";

    static Long[] contents(PlanRule rule) {
        return rule.steps().stream()
                .flatMap(step -> step.content().stream())
                .map(ContentId::value)
                .distinct()
                .toArray(Long[]::new);
    }

    static String[] names(Collection<HoldingKind> kinds) {
        return kinds.stream().map(Enum::name).sorted().toArray(String[]::new);
    }
}

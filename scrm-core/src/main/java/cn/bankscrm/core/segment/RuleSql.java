package cn.bankscrm.core.segment;

import cn.bankscrm.core.segment.SegmentRule.Account;
import cn.bankscrm.core.segment.SegmentRule.Active;
import cn.bankscrm.core.segment.SegmentRule.Age;
import cn.bankscrm.core.segment.SegmentRule.All;
import cn.bankscrm.core.segment.SegmentRule.Any;
import cn.bankscrm.core.segment.SegmentRule.Assets;
import cn.bankscrm.core.segment.SegmentRule.AttributeAtLeast;
import cn.bankscrm.core.segment.SegmentRule.AttributeIn;
import cn.bankscrm.core.segment.SegmentRule.Certified;
import cn.bankscrm.core.segment.SegmentRule.Delivered;
import cn.bankscrm.core.segment.SegmentRule.Holding;
import cn.bankscrm.core.segment.SegmentRule.HomeInstitution;
import cn.bankscrm.core.segment.SegmentRule.NoContact;
import cn.bankscrm.core.segment.SegmentRule.Not;
import cn.bankscrm.core.segment.SegmentRule.OwnFriend;
import cn.bankscrm.core.segment.SegmentRule.Place;
import cn.bankscrm.core.segment.SegmentRule.Province;
import cn.bankscrm.core.segment.SegmentRule.Tagged;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes rules as SQL over many customers at once. Each table beside the customer is read once, however many conditions
 * ask about it: a common table expression gathers, per customer, a column for each different condition, and is joined
 * to the customers by hashing. No condition looks at a row at a time.
 *
 * <p>One of these serves one statement: {@link #condition} for each rule, then {@link #tables}, {@link #joins} and
 * {@link #parameters}. Whose rows are wanted is written {@code {among:column}} and filled in by {@link #among}.
 */
final class RuleSql {

    /** What is read beside the customer. */
    private enum Source {
        PLACE("i.id as institution_id, i.province", "i.id, i.province", """
                    core.institution i
                    join core.institution_path u on u.institution_id = i.id""", "institution_id = c.institution_id"),
        HOLDING("h", "core.holding h where {among:h.customer_id}"),
        OWN_TAG("t", "core.customer_tag t where {among:t.customer_id}"),
        LINK_TAG("b", """
                    core.binding b
                    join core.friend_link l on l.contact_id = b.contact_id and l.ended_at is null
                    join core.friend_link_tag t on t.link_id = l.id
                    where b.unbound_at is null and {among:b.customer_id}"""),
        BINDING("b", "core.binding b where b.unbound_at is null and {among:b.customer_id}"),
        FRIEND("a", """
                    core.assignment a
                    join core.staff_post p on p.staff_id = a.staff_id
                        and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                    join core.binding b on b.customer_id = a.customer_id and b.unbound_at is null
                    join core.friend_link l on l.contact_id = b.contact_id and l.staff_id = a.staff_id
                        and l.ended_at is null
                    where a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)
                        and {among:a.customer_id} and {among:b.customer_id}"""),
        LAST_CONTACT("k", "core.last_contact k where {among:k.customer_id}"),
        ACTIVITY("e", """
                    (
                        select d.customer_id, d.kind, d.at
                        from core.activity d
                        where d.at >= :activitySince and {among:d.customer_id}
                        union all
                        select b.customer_id, d.kind, d.at
                        from core.binding b
                        join core.activity d on d.contact_id = b.contact_id and d.customer_id is null
                        where b.unbound_at is null and d.at >= :activitySince and {among:b.customer_id}) e""");

        private final String table;
        private final String join;

        /**
         * Of customers.
         *
         * @param whose alias of the table that has the customer's id
         */
        Source(String whose, String from) {
            this(whose + ".customer_id", whose + ".customer_id", from, "customer_id = c.id");
        }

        Source(String key, String groups, String from, String on) {
            this.table = "%s as materialized (select %s{columns} from %s group by %s),\n"
                    .formatted(alias(), key, from, groups);
            this.join = "left join %1$s on %1$s.%2$s\n".formatted(alias(), on);
        }

        String alias() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final LocalDate today;
    private final ZoneId zone;
    /** For each table, its columns by their expressions. */
    private final Map<Source, Map<String, String>> columns = new EnumMap<>(Source.class);

    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<Object, String> names = new LinkedHashMap<>();
    private OffsetDateTime activitySince;

    RuleSql(LocalDate today, ZoneId zone) {
        this.today = today;
        this.zone = zone;
        this.activitySince = startOf(today);
        parameters.put("today", today);
    }

    /** A condition on customer {@code c} and what {@link #joins} joins to it: true or false, never null. */
    String condition(SegmentRule rule) {
        return switch (rule) {
            case All(var of) -> joined(of, " and ", "true");
            case Any(var of) -> joined(of, " or ", "false");
            case Not(var of) -> "not " + condition(of);
            case Assets(var from, var below) ->
                "(" + (from == null ? "true" : "c.aum >= " + param(from)) + " and "
                        + (below == null ? "true" : "c.aum < " + param(below)) + ")";
            case Age(var from, var to) -> age(from, to);
            case Account(var has) -> has ? "c.has_account" : "(not c.has_account)";
            case HomeInstitution(var code) ->
                known(column(
                        Source.PLACE,
                        "bool_or(u.ancestor_id = (select g.id from core.institution g where g.code = " + param(code)
                                + "))"));
            case Province(var codes, var place) -> province(codes, place);
            case Delivered(var segment) ->
                known("(select g.id from core.segment g where g.kind = 'DELIVERED' and g.name = " + param(segment)
                        + ") = any(c.segment_ids)");
            case Holding holding -> holding(holding);
            case Tagged(var tag) ->
                "(" + known(column(Source.OWN_TAG, "bool_or(t.tag_id = " + param(tag) + ")")) + " or "
                        + known(column(Source.LINK_TAG, "bool_or(t.tag_id = " + param(tag) + ")")) + ")";
            case AttributeIn(var attribute, var values) ->
                known("c.attributes ->> " + param(attribute) + " = any(" + param(sorted(values)) + ")");
            case AttributeAtLeast(var attribute, var value) ->
                "(case when jsonb_typeof(c.attributes -> %1$s) = 'number' then (c.attributes ->> %1$s)::numeric >= %2$s else false end)"
                        .formatted(param(attribute), param(value));
            case Certified(var is) -> is(is, column(Source.BINDING, "true"));
            case OwnFriend(var is) -> is(is, column(Source.FRIEND, "true"));
            case NoContact(var days) ->
                "coalesce(" + column(Source.LAST_CONTACT, "max(k.at)") + " < " + param(startOf(today.minusDays(days)))
                        + ", true)";
            case Active(var kinds, var days, var atLeast) -> {
                OffsetDateTime since = startOf(today.minusDays(days));
                if (since.isBefore(activitySince)) {
                    activitySince = since;
                }
                String times = column(
                        Source.ACTIVITY,
                        "count(*) filter (where e.at >= " + param(since) + " and e.kind = any("
                                + param(sorted(kinds.stream().map(Enum::name).toList())) + "))");
                yield "(coalesce(" + times + ", 0) >= " + param(atLeast) + ")";
            }
        };
    }

    private String age(@Nullable Integer from, @Nullable Integer to) {
        String old = from == null ? "true" : "c.birthday <= " + param(today.minusYears(from));
        String young = to == null ? "true" : "c.birthday > " + param(today.minusYears(to + 1L));
        return known("c.birthday <= :today and " + old + " and " + young);
    }

    private String province(Collection<String> codes, Place place) {
        return switch (place) {
            case HOME -> {
                columns.computeIfAbsent(Source.PLACE, s -> new LinkedHashMap<>());
                yield known("place.province = any(" + param(sorted(codes)) + ")");
            }
            case CERTIFIED_FROM ->
                known(column(Source.BINDING, "bool_or(b.province = any(" + param(sorted(codes)) + "))"));
        };
    }

    private String holding(Holding holding) {
        String which = holding.kinds().isEmpty()
                ? "true"
                : "h.kind = any("
                        + param(sorted(holding.kinds().stream().map(Enum::name).toList())) + ")";
        if (holding.maturingWithin() != null) {
            which += " and h.matures_on >= :today and h.matures_on <= "
                    + param(today.plusDays(holding.maturingWithin()));
        }
        String sum = column(Source.HOLDING, "sum(h.amount) filter (where " + which + ")");
        return holding.atLeast() == null ? "(" + sum + " is not null)" : known(sum + " >= " + param(holding.atLeast()));
    }

    /** The common table expressions, each followed by a comma. */
    String tables() {
        return columns.entrySet().stream()
                .map(entry -> entry.getKey()
                        .table
                        .replace(
                                "{columns}",
                                entry.getValue().entrySet().stream()
                                        .map(column -> ", " + column.getKey() + " as " + column.getValue())
                                        .collect(Collectors.joining())))
                .collect(Collectors.joining());
    }

    /** To be written after {@code from core.customer c}. */
    String joins() {
        return columns.keySet().stream().map(source -> source.join).collect(Collectors.joining());
    }

    Map<String, Object> parameters() {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        if (columns.containsKey(Source.ACTIVITY)) {
            all.put("activitySince", activitySince);
        }
        return all;
    }

    /**
     * Fills in whose rows are wanted.
     *
     * @param condition what to write for a column with a customer's id, which it has as {@code %s}
     */
    static String among(String sql, String condition) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int open = sql.indexOf("{among:"); open >= 0; open = sql.indexOf("{among:", at)) {
            int close = sql.indexOf('}', open);
            out.append(sql, at, open).append(condition.replace("%s", sql.substring(open + "{among:".length(), close)));
            at = close + 1;
        }
        return out.append(sql.substring(at)).toString();
    }

    private String joined(List<SegmentRule> parts, String by, String none) {
        return parts.isEmpty() ? none : parts.stream().map(this::condition).collect(Collectors.joining(by, "(", ")"));
    }

    private String column(Source source, String expression) {
        Map<String, String> known = columns.computeIfAbsent(source, s -> new LinkedHashMap<>());
        return source.alias() + "." + known.computeIfAbsent(expression, e -> "x" + (known.size() + 1));
    }

    private String param(Object value) {
        return ":"
                + names.computeIfAbsent(value instanceof String[] texts ? List.of(texts) : value, v -> {
                    String name = "p" + (names.size() + 1);
                    parameters.put(name, value);
                    return name;
                });
    }

    private OffsetDateTime startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
    }

    private static String known(String condition) {
        return "coalesce(" + condition + ", false)";
    }

    private static String is(boolean is, String column) {
        return is ? known(column) : "(not " + known(column) + ")";
    }

    private static String[] sorted(Collection<String> texts) {
        return texts.stream().sorted().toArray(String[]::new);
    }
}

package cn.bankscrm.core.segment;

import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.segment.CustomerFacts.Happened;
import cn.bankscrm.core.segment.CustomerFacts.Held;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one customer's facts, table by table: nothing of {@link RuleSql} is used, so that the two check each other. */
final class FactsReading {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String[] KINDS =
            Arrays.stream(ActivityKind.values()).map(Enum::name).toArray(String[]::new);

    private final JdbcClient db;
    private final LocalDate today;

    FactsReading(JdbcClient db, LocalDate today) {
        this.db = db;
        this.today = today;
    }

    CustomerFacts read(CustomerId customer) {
        return statement("""
                select c.aum, c.birthday, c.has_account, c.institution_id, i.province, c.attributes::text as attributes
                from core.customer c join core.institution i on i.id = c.institution_id
                where c.id = :customer
                """, customer)
                .query((row, number) -> new CustomerFacts(
                        row.getBigDecimal("aum"),
                        row.getObject("birthday", LocalDate.class),
                        row.getBoolean("has_account"),
                        texts("""
                                select g.code as text
                                from core.customer c
                                join core.institution_path u on u.institution_id = c.institution_id
                                join core.institution g on g.id = u.ancestor_id
                                where c.id = :customer
                                """, customer),
                        row.getString("province"),
                        texts("""
                                select province as text from core.binding
                                where customer_id = :customer and unbound_at is null and province is not null
                                """, customer),
                        texts("""
                                select g.name as text from core.customer c
                                cross join lateral unnest(c.segment_ids) as s (id)
                                join core.segment g on g.id = s.id
                                where c.id = :customer
                                """, customer),
                        holdings(customer),
                        tags(customer),
                        attributes(row.getString("attributes")),
                        contacts(customer) > 0,
                        friendOfManager(customer),
                        statement("select at from core.last_contact where customer_id = :customer", customer)
                                .query(OffsetDateTime.class)
                                .optional()
                                .map(OffsetDateTime::toInstant)
                                .orElse(null),
                        activities(customer)))
                .single();
    }

    private List<Held> holdings(CustomerId customer) {
        return statement("select kind, amount, matures_on from core.holding where customer_id = :customer", customer)
                .query((row, number) -> new Held(
                        HoldingKind.valueOf(row.getString("kind")),
                        row.getBigDecimal("amount"),
                        row.getObject("matures_on", LocalDate.class)))
                .list();
    }

    private Set<Long> tags(CustomerId customer) {
        Set<Long> tags =
                new HashSet<>(statement("select tag_id from core.customer_tag where customer_id = :customer", customer)
                        .query((row, number) -> row.getLong(1))
                        .list());
        tags.addAll(
                statement("""
                select t.tag_id
                from core.friend_link_tag t
                where t.link_id in (
                    select l.id from core.customer_link l
                    where l.customer_id = :customer and l.ended_at is null and l.contact_id in (
                        select contact_id from core.binding where customer_id = :customer and unbound_at is null))
                """, customer).query((row, number) -> row.getLong(1)).list());
        return tags;
    }

    private static Map<String, Object> attributes(String json) {
        Map<String, Object> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
            JsonNode value = entry.getValue();
            attributes.put(entry.getKey(), value.isNumber() ? value.decimalValue() : value.asString());
        }
        return attributes;
    }

    private long contacts(CustomerId customer) {
        return statement(
                        "select count(*) from core.binding where customer_id = :customer and unbound_at is null",
                        customer)
                .query(Long.class)
                .single();
    }

    private boolean friendOfManager(CustomerId customer) {
        return statement("""
                select exists (
                    select from core.customer_link l
                    where l.customer_id = :customer and l.ended_at is null
                        and l.contact_id in (
                            select contact_id from core.binding where customer_id = :customer and unbound_at is null)
                        and l.staff_id in (
                            select a.staff_id from core.assignment a
                            where a.customer_id = :customer and :today between a.valid_from and coalesce(a.valid_to, :today))
                        and l.staff_id in (
                            select p.staff_id from core.staff_post p
                            where :today between p.valid_from and coalesce(p.valid_to, :today)))
                """, customer)
                .param("today", today)
                .query(Boolean.class)
                .single();
    }

    /** Those of kinds that this program knows. */
    private List<Happened> activities(CustomerId customer) {
        return statement("""
                select kind, at from core.activity
                where kind = any(:kinds) and (customer_id = :customer
                    or customer_id is null and contact_id in (
                        select contact_id from core.binding where customer_id = :customer and unbound_at is null))
                """, customer)
                .param("kinds", KINDS)
                .query((row, number) -> new Happened(
                        ActivityKind.valueOf(row.getString("kind")),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private Set<String> texts(String sql, CustomerId customer) {
        return Set.copyOf(statement(sql, customer)
                .query((row, number) -> row.getString(1))
                .list());
    }

    private JdbcClient.StatementSpec statement(String sql, CustomerId customer) {
        return db.sql(sql).param("customer", customer.value());
    }
}

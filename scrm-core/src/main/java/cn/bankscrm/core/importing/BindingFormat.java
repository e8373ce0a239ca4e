package cn.bankscrm.core.importing;

import static cn.bankscrm.core.importing.Column.optional;
import static cn.bankscrm.core.importing.Column.required;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Certifications that exist already, each known by its contact and its time; those that a file does not name stay. A
 * contact that WeCom has not told of yet is entered by its number.
 */
@Component
class BindingFormat implements ImportFormat {

    private static final List<Column> COLUMNS = List.of(
            required("external_userid", 64, Shape.EXTERNAL_USER_ID),
            Column.CUSTOMER_NO,
            required("bound_at", 40, Shape.TIME),
            required("route", 8, Shape.ROUTE),
            optional("province", 16, Shape.PROVINCE),
            optional("unbound_at", 40, Shape.TIME));

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String DAY = "(%s at time zone 'Asia/Shanghai')::date";

    private final Clock clock;

    BindingFormat(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ImportKind kind() {
        return ImportKind.BINDINGS;
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public void checkRow(Row row, Consumer<RowFault> faults) {
        OffsetDateTime bound = Shape.time(row.text(2));
        OffsetDateTime unbound = Shape.time(row.text(5));
        if (bound != null && unbound != null && unbound.isBefore(bound)) {
            faults.accept(new RowFault(row.line(), "unbound_at", "解除时间早于认证时间"));
        }
    }

    @Override
    public void check(Stage stage) {
        stage.rejectUnknownCustomers();
        stage.rejectRepeated("bound_at", "external_userid, bound_at", "同一联系人、同一认证时间");
        stage.dropRejected();
        stage.reject("""
                select line, 'bound_at', '与第 ' || before[2] || ' 行重叠：同一联系人同时只能认证为一个客户'
                from (
                    select line, bound_at,
                           max(array[coalesce((extract(epoch from unbound_at) * 1000000)::bigint, 9223372036854775807), line])
                               over (partition by external_userid order by bound_at, line
                                     rows between unbounded preceding and 1 preceding) as before
                    from {rows}
                    where external_userid in (select external_userid from {rows} group by 1 having count(*) > 1)) o
                where before[1] > (extract(epoch from bound_at) * 1000000)::bigint
                """);
        stage.dropRejected();
        stage.reject("""
                select distinct r.line, 'bound_at', '与行内已有的认证重叠：同一联系人同时只能认证为一个客户'
                from {rows} r
                join core.external_contact c on c.external_userid = r.external_userid
                join core.binding b on b.contact_id = c.id
                where b.bound_at < coalesce(r.unbound_at, 'infinity')
                  and coalesce(b.unbound_at, 'infinity') > r.bound_at
                  and not exists (
                      select from {rows} o where o.external_userid = r.external_userid and o.bound_at = b.bound_at)
                """);
        stage.dropRejected();
    }

    @Override
    public Applied apply(Stage stage, ImportRun run) {
        stage.update("""
                insert into core.external_contact (id, external_userid, version)
                select nextval('core.external_contact_seq'), external_userid, 0
                from (
                    select distinct external_userid
                    from {rows} r
                    where not exists (
                        select from core.external_contact c where c.external_userid = r.external_userid)
                    order by external_userid) named
                on conflict (external_userid) do nothing
                """);
        stage.update("""
                create temp table bound on commit drop as
                select c.id as contact_id, k.id as customer_id, r.bound_at, r.unbound_at, r.route, r.province,
                       old.id as old_id, old.customer_id as old_customer_id, old.unbound_at as old_unbound_at,
                       old.province as old_province
                from {rows} r
                join core.external_contact c on c.external_userid = r.external_userid
                join core.customer k on k.customer_no = r.customer_no
                left join core.binding old on old.contact_id = c.id and old.bound_at = r.bound_at
                where old.id is null
                   or (old.customer_id, old.unbound_at, old.route, old.province)
                      is distinct from (k.id, r.unbound_at, r.route, r.province)
                """);
        stage.update("analyze bound");
        // What ends goes before what begins or stands again: one standing binding a contact, at any moment.
        int changed = stage.update(CHANGE.formatted("is not null")) + stage.update(CHANGE.formatted("is null"));
        int created = stage.update("""
                insert into core.binding (id, contact_id, customer_id, bound_at, unbound_at, route, province)
                select nextval('core.binding_seq'), contact_id, customer_id, bound_at, unbound_at, route, province
                from bound
                where old_id is null
                """);
        // Another province moves no friend: only what is computed from now on knows it.
        String since = """
                case when old_customer_id is distinct from customer_id then %s
                    when unbound_at is distinct from old_unbound_at then %s
                    else date '%s' end""".formatted(
                        DAY.formatted("bound_at"),
                        DAY.formatted("least(unbound_at, old_unbound_at)"),
                        LocalDate.ofInstant(clock.instant(), ZONE));
        String facts = """
                from bound where (old_customer_id is distinct from customer_id
                    or unbound_at is distinct from old_unbound_at or province is distinct from old_province)""";
        return new Applied(
                created,
                changed,
                TouchedCustomers.of(
                        stage,
                        "select customer_id, " + since + " as since " + facts + " union all select old_customer_id, "
                                + since + " " + facts + " and old_customer_id is not null"));
    }

    private static final String CHANGE = """
            update core.binding b
            set customer_id = n.customer_id, unbound_at = n.unbound_at, route = n.route, province = n.province,
                version = b.version + 1
            from bound n
            where b.id = n.old_id and n.unbound_at %s
            """;
}

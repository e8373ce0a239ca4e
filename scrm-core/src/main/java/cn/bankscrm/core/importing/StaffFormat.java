package cn.bankscrm.core.importing;

import static cn.bankscrm.core.importing.Column.optional;
import static cn.bankscrm.core.importing.Column.required;

import cn.bankscrm.core.staff.StaffFactsChanged;
import cn.bankscrm.core.staff.StaffId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Staff and their posts, one row a post: all posts of the staff that a file names are those in the file. */
@Component
class StaffFormat implements ImportFormat {

    private static final List<Column> COLUMNS = List.of(
            Column.STAFF_NO,
            required("name", 64, Shape.ANY),
            optional("wecom_userid", 64, Shape.WECOM_USER_ID),
            required("position", 64, Shape.ANY),
            required("institution_code", 32, Shape.ANY),
            required("valid_from", 32, Shape.DATE),
            optional("valid_to", 32, Shape.DATE));

    /** Whom they manage, and who is certified as their friend: it counts while the friend holds a post. */
    private static final String TOUCHED_CUSTOMERS = """
            select a.customer_id, greatest(t.since, a.valid_from) as since
            from touched t
            join core.assignment a on a.staff_id = t.owner_id
            where coalesce(a.valid_to, 'infinity') >= t.since
            union all
            select b.customer_id, t.since
            from touched t
            join core.friend_link l on l.staff_id = t.owner_id
            join core.binding b on b.contact_id = l.contact_id
            union all
            select customer_id, since from absorbed where customer_id is not null
            """;

    private static final Periods POSTS =
            new Periods("core.staff_post", "core.staff_post_seq", "staff_id", "institution_id, position");

    private final StaffIdentities identities = new StaffIdentities();

    @Override
    public ImportKind kind() {
        return ImportKind.STAFF;
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public int ownerColumn() {
        return 0;
    }

    @Override
    public void checkRow(Row row, Consumer<RowFault> faults) {
        PeriodRow.check(row, 5, 6, faults);
    }

    @Override
    public void check(Stage stage) {
        stage.rejectUnknownInstitutions();
        identities.check(stage);
        stage.dropRejected("staff_no");
        Periods.rejectOverlaps(stage, "{rows}", "staff_no");
        stage.dropRejected("staff_no");
    }

    @Override
    public Applied apply(Stage stage, ImportRun run) {
        identities.apply(stage);
        stage.update("""
                create temp table post on commit drop as
                select s.id as staff_id, i.id as institution_id, r.position, r.valid_from, r.valid_to
                from {rows} r
                join core.staff s on s.staff_no = r.staff_no
                join core.institution i on i.code = r.institution_code
                """);
        stage.update("analyze post");
        Applied applied =
                POSTS.replace(stage, "post", "select s.id from core.staff s join {spoilt} on owner = s.staff_no");
        List<Object> events = new ArrayList<>(TouchedCustomers.of(stage, TOUCHED_CUSTOMERS));
        events.addAll(touchedStaff(stage));
        return new Applied(applied.created(), applied.changed(), events);
    }

    private static List<Object> touchedStaff(Stage stage) {
        Map<StaffId, LocalDate> touched = new HashMap<>();
        stage.sql("""
                        select owner_id, min(since) as since
                        from (select owner_id, since from touched union all select staff_id, since from absorbed) t
                        group by owner_id
                        """).query(row -> {
            touched.put(new StaffId(row.getLong("owner_id")), row.getObject("since", LocalDate.class));
        });
        return touched.isEmpty()
                ? List.of()
                : List.of(new StaffFactsChanged(touched.keySet(), Collections.min(touched.values())));
    }
}

package cn.bankscrm.core.importing;

import static cn.bankscrm.core.importing.Column.required;

import cn.bankscrm.core.activity.LearnedContacts;
import cn.bankscrm.core.note.NoteChannel;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * When which manager was in touch with a customer, as the bank's own systems recorded it: the telephone, the queue at
 * the branch, the visiting book. Each row is an effective contact. Records only add up; none is taken back by a file.
 */
@Component
class InteractionFormat implements ImportFormat {

    private static final int CHANNEL = 2;
    private static final int AT = 3;

    private static final List<Column> COLUMNS = List.of(
            Column.CUSTOMER_NO,
            Column.STAFF_NO,
            required("channel", 16, Shape.CHANNEL),
            required("contacted_at", 40, Shape.TIME));

    private final Clock clock;

    InteractionFormat(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ImportKind kind() {
        return ImportKind.INTERACTIONS;
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public void checkRow(Row row, Consumer<RowFault> faults) {
        OffsetDateTime at = Shape.time(row.text(AT));
        if (at != null && at.toInstant().isAfter(clock.instant())) {
            faults.accept(new RowFault(row.line(), "contacted_at", "联系时间在将来"));
        }
    }

    @Override
    public String stagedColumns() {
        return "customer_no text, staff_no text, kind text, at timestamptz";
    }

    @Override
    public void stage(Row row, CopyBuffer out) {
        out.row(5);
        out.bigint(row.line());
        out.text(row.text(0));
        out.text(row.text(1));
        out.text(NoteChannel.valueOf(row.text(CHANNEL)).activity().name());
        out.time(Shape.time(row.text(AT)));
    }

    @Override
    public void check(Stage stage) {
        stage.rejectUnknownCustomers();
        stage.rejectUnknownStaff();
        stage.rejectRepeated("contacted_at", "customer_no, staff_no, kind, at", "同一客户、员工、方式、时间");
        stage.dropRejected();
    }

    @Override
    public Applied apply(Stage stage, ImportRun run) {
        stage.update("""
                create temp table told on commit drop as
                select n.* from (
                    select c.id as customer_id, s.id as staff_id, r.kind, r.at,
                        'import:' || r.customer_no || ':' || r.staff_no || ':' || r.kind as source
                    from {rows} r
                    join core.customer c on c.customer_no = r.customer_no
                    join core.staff s on s.staff_no = r.staff_no) n
                where not exists (select from core.activity a where a.at = n.at and a.source = n.source)
                """);
        stage.update("analyze told");
        int created = stage.update("""
                insert into core.activity (at, kind, customer_id, staff_id, source)
                select at, kind, customer_id, staff_id, source from told
                """);
        // Of many contacts with a customer those of the last two days tell everything, the earlier one first.
        String day = "(at at time zone '" + clock.getZone().getId() + "')::date";
        stage.update("""
                create temp table newest on commit drop as
                select customer_id, staff_id, at, kind, dense_rank() over (partition by customer_id order by %1$s desc) as day
                from (
                    select distinct on (customer_id, %1$s) customer_id, staff_id, at, kind
                    from told
                    order by customer_id, %1$s, at desc) of_a_day
                """.formatted(day));
        for (int which = 2; which > 0; which--) {
            stage.update(LearnedContacts.merging(
                    "select customer_id, staff_id, at, kind from newest where day = " + which, clock.getZone()));
        }
        return new Applied(created, 0, List.of());
    }
}

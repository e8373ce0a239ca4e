package cn.bankscrm.core.importing;

import static cn.bankscrm.core.importing.Column.optional;
import static cn.bankscrm.core.importing.Column.required;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Who manages whom, with history: all assignments of the customers that a file names are those in the file. */
@Component
class AssignmentFormat implements ImportFormat {

    private static final List<Column> COLUMNS = List.of(
            Column.CUSTOMER_NO,
            Column.STAFF_NO,
            required("valid_from", 32, Shape.DATE),
            optional("valid_to", 32, Shape.DATE));

    private static final Periods ASSIGNMENTS =
            new Periods("core.assignment", "core.assignment_seq", "customer_id", "staff_id");

    @Override
    public ImportKind kind() {
        return ImportKind.ASSIGNMENTS;
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
        PeriodRow.check(row, 2, 3, faults);
    }

    @Override
    public void check(Stage stage) {
        stage.update("""
                create unlogged table {more} as
                select r.line, c.id as customer_id, s.id as staff_id, r.valid_from, r.valid_to
                from {rows} r
                left join core.customer c on c.customer_no = r.customer_no
                left join core.staff s on s.staff_no = r.staff_no
                """);
        stage.update("analyze {more}");
        stage.reject("select line, 'customer_no', '客户不存在' from {more} where customer_id is null");
        stage.reject("select line, 'staff_no', '员工不存在' from {more} where staff_id is null");
        stage.update("delete from {more} where customer_id is null or staff_id is null");
        Periods.rejectOverlaps(stage, "{more}", "customer_id");
        stage.update("delete from {more} m using (select distinct line from {rejects}) bad where m.line = bad.line");
        stage.dropRejected("customer_no");
    }

    @Override
    public Applied apply(Stage stage, ImportRun run) {
        Applied applied = ASSIGNMENTS.replace(
                stage, "{more}", "select c.id from core.customer c join {spoilt} on owner = c.customer_no");
        return new Applied(
                applied.created(),
                applied.changed(),
                TouchedCustomers.of(stage, "select owner_id as customer_id, since from touched"));
    }
}

package cn.bankscrm.core.importing;

import static cn.bankscrm.core.importing.Column.optional;
import static cn.bankscrm.core.importing.Column.required;

import cn.bankscrm.core.segment.SegmentMarks;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** What customers hold: all holdings of the customers that a file names are those in the file. */
@Component
class HoldingFormat implements ImportFormat {

    private static final int OPENED = 5;
    private static final int MATURES = 6;

    private static final List<Column> COLUMNS = List.of(
            Column.CUSTOMER_NO,
            required("account_no", 64, Shape.ANY),
            required("kind", 16, Shape.HOLDING),
            required("product", 128, Shape.ANY),
            required("amount", 24, Shape.MONEY),
            optional("opened_on", 32, Shape.DATE),
            optional("matures_on", 32, Shape.DATE));

    @Override
    public ImportKind kind() {
        return ImportKind.HOLDINGS;
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
        LocalDate opened = Shape.date(row.text(OPENED));
        LocalDate matures = Shape.date(row.text(MATURES));
        if (opened != null && matures != null && matures.isBefore(opened)) {
            faults.accept(new RowFault(row.line(), "matures_on", "到期日早于开立日"));
        }
    }

    @Override
    public void check(Stage stage) {
        stage.rejectUnknownCustomers();
        stage.rejectRepeated("account_no", "customer_no, account_no", "同一客户、同一账号");
        stage.dropRejected("customer_no");
    }

    @Override
    public Applied apply(Stage stage, ImportRun run) {
        stage.update("""
                create temp table held on commit drop as
                select c.id as customer_id, r.account_no, r.kind, r.product, r.amount_cents * 0.01 as amount, r.opened_on,
                       r.matures_on
                from {rows} r
                join core.customer c on c.customer_no = r.customer_no
                """);
        stage.update("analyze held");
        // Where a row of a customer was rejected, what the bank knows of that customer stays.
        stage.update("""
                create temp table gone on commit drop as
                select h.customer_id, h.account_no
                from core.holding h
                where h.customer_id in (select customer_id from held)
                  and h.customer_id not in (
                      select c.id from core.customer c join {spoilt} on owner = c.customer_no)
                  and not exists (
                      select from held n where n.customer_id = h.customer_id and n.account_no = h.account_no)
                """);
        stage.update("""
                create temp table come on commit drop as
                select n.*, h.customer_id is null as fresh
                from held n
                left join core.holding h on h.customer_id = n.customer_id and h.account_no = n.account_no
                where (h.kind, h.product, h.amount, h.opened_on, h.matures_on)
                      is distinct from (n.kind, n.product, n.amount, n.opened_on, n.matures_on)
                """);
        stage.update("analyze gone");
        stage.update("analyze come");
        int ended = stage.update("""
                delete from core.holding h
                using gone g
                where h.customer_id = g.customer_id and h.account_no = g.account_no
                """);
        int changed = stage.update("""
                update core.holding h
                set kind = n.kind, product = n.product, amount = n.amount, opened_on = n.opened_on,
                    matures_on = n.matures_on
                from come n
                where not n.fresh and h.customer_id = n.customer_id and h.account_no = n.account_no
                """);
        int created = stage.update("""
                insert into core.holding (customer_id, account_no, kind, product, amount, opened_on, matures_on)
                select customer_id, account_no, kind, product, amount, opened_on, matures_on from come where fresh
                """);
        stage.update(SegmentMarks.marking(
                "select customer_id from gone union select customer_id from come", (long) ended + changed + created));
        return new Applied(created, changed + ended, List.of());
    }
}

package cn.bankscrm.core.importing;

import static cn.bankscrm.core.importing.Column.required;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Referral codes that other systems of the bank handed out, such as campaigns with contact-me codes of their own: whose
 * they are, and for friends of which manager. Friends who came by such a code are found whenever they were added.
 */
@Component
class ReferralFormat implements ImportFormat {

    private static final List<Column> COLUMNS =
            List.of(required("code", 10, Shape.REFERRAL_CODE), Column.CUSTOMER_NO, Column.STAFF_NO);

    private final Clock clock;

    ReferralFormat(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ImportKind kind() {
        return ImportKind.REFERRALS;
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public void check(Stage stage) {
        stage.rejectUnknownCustomers();
        stage.rejectUnknownStaff();
        stage.rejectRepeated("code", "code", "同一转介绍码");
        stage.rejectRepeated("customer_no", "customer_no, staff_no", "同一客户、同一员工");
        stage.dropRejected();
        stage.reject("""
                select r.line, 'code', '行内已有的转介绍码不同：每位客户在每位员工处只有一个码，每个码只属于一位客户和一位员工'
                from {rows} r
                join core.customer c on c.customer_no = r.customer_no
                join core.staff s on s.staff_no = r.staff_no
                where exists (
                        select from core.referral_code k
                        where k.code = r.code and (k.customer_id, k.staff_id) <> (c.id, s.id))
                    or exists (
                        select from core.referral_code k
                        where k.customer_id = c.id and k.staff_id = s.id and k.code <> r.code)
                """);
        stage.dropRejected();
    }

    @Override
    public Applied apply(Stage stage, ImportRun run) {
        int created = stage.sql("""
                        insert into core.referral_code (code, customer_id, staff_id, made_at)
                        select r.code, c.id, s.id, :now
                        from {rows} r
                        join core.customer c on c.customer_no = r.customer_no
                        join core.staff s on s.staff_no = r.staff_no
                        on conflict do nothing
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return new Applied(created, 0, List.of());
    }
}

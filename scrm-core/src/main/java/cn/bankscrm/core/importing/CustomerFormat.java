package cn.bankscrm.core.importing;

import static cn.bankscrm.core.importing.Column.optional;
import static cn.bankscrm.core.importing.Column.required;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.segment.SegmentMarks;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Customers by number; those that a file does not name stay. Of millions of rows a few have changed: the first reading
 * stages a keyed digest of each row, and only rows whose digest is new are read again, encrypted and written.
 */
@Component
class CustomerFormat implements ImportFormat {

    private static final int NUMBER = 0;
    private static final int NAME = 1;
    private static final int MOBILE = 2;
    private static final int BIRTHDAY = 3;
    private static final int HAS_ACCOUNT = 4;
    private static final int AUM = 5;
    private static final int INSTITUTION = 6;
    private static final int SEGMENTS = 7;

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** A bank has dozens; thousands mean that the column holds something else. */
    private static final int MOST_SEGMENTS = 1_000;

    private static final List<Column> COLUMNS = List.of(
            required("customer_no", 32, Shape.ANY),
            required("name", 128, Shape.ANY),
            optional("mobile", 32, Shape.MOBILE),
            optional("birthday", 32, Shape.DATE),
            required("has_account", 8, Shape.YES_OR_NO),
            required("aum", 24, Shape.MONEY),
            required("institution_code", 32, Shape.ANY),
            optional("segments", 512, Shape.SEGMENTS));

    private final FieldCipher cipher;
    private final Clock clock;

    CustomerFormat(FieldCipher cipher, Clock clock) {
        this.cipher = cipher;
        this.clock = clock;
    }

    @Override
    public ImportKind kind() {
        return ImportKind.CUSTOMERS;
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public void checkRow(Row row, Consumer<RowFault> faults) {
        LocalDate birthday = Shape.date(row.text(BIRTHDAY));
        if (birthday != null && birthday.isAfter(today())) {
            faults.accept(new RowFault(row.line(), "birthday", "出生日期在将来"));
        }
    }

    @Override
    public String stagedColumns() {
        return "customer_no text, institution_code text, segments text, digest bytea";
    }

    @Override
    public void stage(Row row, CopyBuffer out) {
        out.row(5);
        out.bigint(row.line());
        out.text(row.text(NUMBER));
        out.text(row.text(INSTITUTION));
        out.text(row.text(SEGMENTS));
        out.bytes(digest(row));
    }

    private byte[] digest(Row row) {
        return cipher.digest(
                "customer.row",
                String.join(
                        "\u001f",
                        row.text(NUMBER),
                        row.text(NAME),
                        row.text(MOBILE),
                        row.text(BIRTHDAY),
                        row.text(HAS_ACCOUNT),
                        Long.toString(Shape.cents(row.text(AUM))),
                        row.text(INSTITUTION),
                        row.text(SEGMENTS)));
    }

    @Override
    public void check(Stage stage) {
        stage.rejectUnknownInstitutions();
        stage.reject("""
                select r.line, 'customer_no', '客户号与第 ' || first || ' 行重复'
                from (select customer_no, min(line) as first from {rows} group by customer_no having count(*) > 1) twice
                join {rows} r on r.customer_no = twice.customer_no and r.line > twice.first
                """);
        stage.reject("""
                select distinct on (r.line) r.line, 'segments', '「' || k.name || '」是按规则计算的客群，不能由文件交付'
                from (select distinct segments from {rows} where segments is not null) named
                cross join lateral string_to_table(named.segments, '|') as n (name)
                join core.segment k on k.kind = 'RULE' and k.name = btrim(n.name)
                join {rows} r on r.segments = named.segments
                order by r.line, k.name
                """);
        stage.dropRejected();
        long segments = stage.sql("""
                        select count(distinct btrim(name))
                        from (
                            select name from core.segment
                            union all
                            select name
                            from (select distinct segments from {rows}) s
                            cross join lateral string_to_table(segments, '|') as n (name)) named
                        """).query(Long.class).single();
        if (segments > MOST_SEGMENTS) {
            throw new BrokenFile(1, "segments", "客群超过 " + MOST_SEGMENTS + " 个，此列可能不是客群");
        }
    }

    @Override
    public void prepare(Stage stage, FilePass file) throws IOException {
        stage.update("""
                create unlogged table {more} (
                    customer_no text, name_enc bytea, name_digest bytea, mobile_enc bytea, mobile_digest bytea,
                    birthday date, has_account boolean, aum_cents bigint, institution_code text, segments text,
                    source_digest bytea)
                """);
        BitSet lines = file.lines(stage.named("""
                select r.line
                from {rows} r
                left join core.customer c on c.customer_no = r.customer_no
                where c.source_digest is distinct from r.digest
                """));
        if (!lines.isEmpty()) {
            file.copy(
                    stage.named("{more}"),
                    line -> lines.get(Math.toIntExact(line)),
                    this::encrypt,
                    (batch, share) -> {});
        }
        stage.update("analyze {more}");
    }

    private List<RowFault> encrypt(Row row, CopyBuffer out) {
        out.row(11);
        out.text(row.text(NUMBER));
        out.bytes(cipher.encrypt("customer.name", row.text(NAME)));
        out.bytes(cipher.digest("customer.name", row.text(NAME)));
        boolean reachable = !row.text(MOBILE).isEmpty();
        out.bytes(reachable ? cipher.encrypt("customer.mobile", row.text(MOBILE)) : null);
        out.bytes(reachable ? cipher.digest("customer.mobile", row.text(MOBILE)) : null);
        out.date(Shape.date(row.text(BIRTHDAY)));
        out.bool(row.text(HAS_ACCOUNT).equals("true"));
        out.bigint(Shape.cents(row.text(AUM)));
        out.text(row.text(INSTITUTION));
        out.text(row.text(SEGMENTS));
        out.bytes(digest(row));
        return List.of();
    }

    @Override
    public Applied apply(Stage stage, ImportRun run) {
        enterSegments(stage);
        stage.sql("""
                create temp table moved on commit drop as
                select c.id as customer_id, c.segment_ids as before
                from {more} m
                join core.customer c on c.customer_no = m.customer_no
                left join segment_set s on s.segments = m.segments
                where c.segment_ids <> coalesce(s.ids, '{}')
                """).update();
        stage.sql("""
                        insert into core.customer_segment_change (customer_id, changed_on, segment_ids_before)
                        select customer_id, :today, before from moved
                        on conflict (customer_id, changed_on) do nothing
                        """).param("today", today()).update();
        int changed = stage.update("""
                update core.customer c
                set name_enc = m.name_enc, name_digest = m.name_digest, mobile_enc = m.mobile_enc,
                    mobile_digest = m.mobile_digest, birthday = m.birthday, has_account = m.has_account,
                    aum = m.aum_cents * 0.01, institution_id = i.id, segment_ids = coalesce(s.ids, '{}'),
                    source_digest = m.source_digest, version = c.version + 1
                from {more} m
                join core.institution i on i.code = m.institution_code
                left join segment_set s on s.segments = m.segments
                where c.customer_no = m.customer_no
                """);
        int created = stage.update("""
                insert into core.customer
                    (id, customer_no, name_enc, name_digest, mobile_enc, mobile_digest, birthday, has_account, aum,
                     institution_id, segment_ids, source_digest)
                select nextval('core.customer_seq'), m.customer_no, m.name_enc, m.name_digest, m.mobile_enc,
                       m.mobile_digest, m.birthday, m.has_account, m.aum_cents * 0.01, i.id, coalesce(s.ids, '{}'),
                       m.source_digest
                from {more} m
                join core.institution i on i.code = m.institution_code
                left join segment_set s on s.segments = m.segments
                where not exists (select from core.customer c where c.customer_no = m.customer_no)
                """);
        stage.update(SegmentMarks.marking(
                "select c.id as customer_id from {more} m join core.customer c on c.customer_no = m.customer_no",
                (long) created + changed));
        return new Applied(
                created,
                changed,
                TouchedCustomers.of(stage, "select customer_id, date '" + today() + "' as since from moved"));
    }

    private static void enterSegments(Stage stage) {
        stage.update("""
                insert into core.segment (name)
                select distinct btrim(n.name)
                from (select distinct segments from {more}) s
                cross join lateral string_to_table(segments, '|') as n (name)
                where not exists (select from core.segment known where known.name = btrim(n.name))
                on conflict (name) do nothing
                """);
        stage.update("""
                create temp table segment_set on commit drop as
                select s.segments, array_agg(distinct k.id order by k.id) as ids
                from (select distinct segments from {more}) s
                cross join lateral string_to_table(s.segments, '|') as n (name)
                join core.segment k on k.name = btrim(n.name) and k.kind = 'DELIVERED'
                group by s.segments
                """);
    }

    private LocalDate today() {
        return clock.instant().atZone(ZONE).toLocalDate();
    }
}

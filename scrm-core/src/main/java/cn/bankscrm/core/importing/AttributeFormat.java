package cn.bankscrm.core.importing;

import static cn.bankscrm.core.importing.Column.optional;
import static cn.bankscrm.core.importing.Column.required;

import cn.bankscrm.core.segment.SegmentMarks;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Whatever else the bank knows of customers and wants to cut segments by: a name and a value a row. An empty value
 * takes the attribute away; attributes that a file does not name stay. What is written as a number can be compared as
 * one.
 */
@Component
class AttributeFormat implements ImportFormat {

    /** A bank cuts by dozens; more mean that the column holds something else. */
    private static final int MOST_ATTRIBUTES = 300;

    private static final List<Column> COLUMNS = List.of(
            Column.CUSTOMER_NO,
            required("attribute", 32, Shape.ATTRIBUTE),
            optional("value", 64, Shape.ATTRIBUTE_VALUE));

    @Override
    public ImportKind kind() {
        return ImportKind.ATTRIBUTES;
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public String stagedColumns() {
        return "customer_no text, attribute text, value text, number boolean";
    }

    @Override
    public void stage(Row row, CopyBuffer out) {
        out.row(5);
        out.bigint(row.line());
        out.text(row.text(0));
        out.text(row.text(1));
        out.text(row.text(2));
        out.bool(Shape.NUMBER.matcher(row.text(2)).matches());
    }

    @Override
    public void check(Stage stage) {
        stage.rejectUnknownCustomers();
        stage.rejectRepeated("attribute", "customer_no, attribute", "同一客户、同一属性");
        stage.dropRejected();
        long attributes = stage.sql("select count(distinct attribute) from {rows}")
                .query(Long.class)
                .single();
        if (attributes > MOST_ATTRIBUTES) {
            throw new BrokenFile(1, "attribute", "属性超过 " + MOST_ATTRIBUTES + " 种，此列可能不是属性名");
        }
    }

    @Override
    public Applied apply(Stage stage, ImportRun run) {
        stage.update("""
                create temp table described on commit drop as
                select c.id as customer_id, c.attributes = '{}' as fresh,
                       (c.attributes - n.removed) || n.added as attributes
                from (
                    select customer_no,
                           coalesce(array_agg(attribute) filter (where value is null), '{}') as removed,
                           coalesce(
                               jsonb_object_agg(
                                   attribute, case when number then to_jsonb(value::numeric) else to_jsonb(value) end)
                                   filter (where value is not null),
                               '{}') as added
                    from {rows}
                    group by customer_no) n
                join core.customer c on c.customer_no = n.customer_no
                where (c.attributes - n.removed) || n.added <> c.attributes
                """);
        stage.update("analyze described");
        int written = stage.update("""
                update core.customer c
                set attributes = d.attributes, version = c.version + 1
                from described d
                where c.id = d.customer_id
                """);
        int created = stage.sql("select count(*) from described where fresh")
                .query(Integer.class)
                .single();
        stage.update(SegmentMarks.marking("select customer_id from described", written));
        return new Applied(created, written - created, List.of());
    }
}

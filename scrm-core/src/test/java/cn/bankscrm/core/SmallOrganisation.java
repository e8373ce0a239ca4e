package cn.bankscrm.core;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Head office (1) with branch A (2), where S1 (1) works, and branch B (3) with S2 (2) and S3 (3); all three since the
 * first of January 2026.
 */
public final class SmallOrganisation {

    private SmallOrganisation() {}

    public static void enter(JdbcClient db) {
        db.sql("""
                insert into core.institution (id, code, name, parent_id, level, province, version) values
                    (1, '01', '总行', null, 1, '110000', 0), (2, '0101', '甲分行', 1, 2, '430000', 0),
                    (3, '0102', '乙分行', 1, 2, '440000', 0)
                """).update();
        db.sql("""
                insert into core.institution_path (ancestor_id, institution_id, depth)
                values (1, 1, 0), (2, 2, 0), (3, 3, 0), (1, 2, 1), (1, 3, 1)
                """).update();
        db.sql("""
                insert into core.staff (id, staff_no, name, version)
                values (1, 'S1', '张磊', 0), (2, 'S2', '刘敏', 0), (3, 'S3', '何静', 0)
                """).update();
        db.sql("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from) values
                    (1, 1, 2, '客户经理', '2026-01-01'), (2, 2, 3, '客户经理', '2026-01-01'),
                    (3, 3, 3, '客户经理', '2026-01-01')
                """).update();
    }
}

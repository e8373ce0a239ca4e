package cn.bankscrm.web.scope;

import cn.bankscrm.web.ImportedFile;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.io.IOException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two branches that must not see each other. Branch A has two managers with a customer each, branch B has one. Every
 * name in B, and none elsewhere, holds the character {@link #OF_B}, also where it is masked.
 */
final class TwoBranches {

    static final String OF_B = "翀";

    private final int port;
    private final JdbcClient db;

    TwoBranches(int port, JdbcClient db) {
        this.port = port;
        this.db = db;
    }

    /** Once for all tests that share the database. */
    void load() throws IOException, InterruptedException {
        if (db.sql("select exists (select from core.institution where code = 'SCOPE-B1')")
                .query(Boolean.class)
                .single()) {
            return;
        }
        String root = db.sql("select code from core.institution where parent_id is null")
                .query((row, number) -> row.getString("code"))
                .optional()
                .orElse("SCOPE-ROOT");
        String head = root.equals("SCOPE-ROOT") ? "SCOPE-ROOT,范围总行,,1,440000\r\n" : "";
        ImportedFile.load(
                port,
                "institutions",
                "code,name,parent_code,level,province\r\n" + head + "SCOPE-A,甲支行," + root + ",2,440000\r\n"
                        + "SCOPE-A1,甲网点,SCOPE-A,3,440000\r\n" + "SCOPE-B,翀支行," + root
                        + ",2,440000\r\nSCOPE-B1,翀网点,SCOPE-B,3,440000\r\n");
        ImportedFile.load(port, "staff", """
                staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to\r
                SCOPE-SA1,甲经理,scope.a1,客户经理,SCOPE-A1,2024-01-01,\r
                SCOPE-SA2,甲同事,scope.a2,客户经理,SCOPE-A1,2024-01-01,\r
                SCOPE-SB1,翀经理,scope.b1,客户经理,SCOPE-B1,2024-01-01,\r
                """);
        ImportedFile.load(port, "customers", """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r
                SCOPE-CA1,甲客一,13911110001,1980-01-01,true,1000.00,SCOPE-A1,财富\r
                SCOPE-CA2,甲客二,13911110002,1980-01-01,true,2000.00,SCOPE-A1,财富\r
                SCOPE-CB1,翀客户,13911110003,1980-01-01,true,3000.00,SCOPE-B1,财富\r
                """);
        ImportedFile.load(port, "assignments", """
                customer_no,staff_no,valid_from,valid_to\r
                SCOPE-CA1,SCOPE-SA1,2024-01-01,\r
                SCOPE-CA2,SCOPE-SA2,2024-01-01,\r
                SCOPE-CB1,SCOPE-SB1,2024-01-01,\r
                """);
        whatBReads();
    }

    /** A lead and an order of B, and content that B alone reads. */
    private void whatBReads() {
        long content = db.sql("""
                insert into engagement.content (kind, institution_id, author, made_at)
                select 'ARTICLE', id, 'scope-b', now() from core.institution where code = 'SCOPE-B' returning id
                """).query(Long.class).single();
        db.sql("""
                insert into engagement.content_version (content_id, number, state, title, message, body, valid_from, written_by, written_at)
                values (:content, 1, 'WITHDRAWN', '翀内容', '', '', '2024-01-01', 'scope-b', now())
                """).param("content", content).update();
        db.sql("""
                insert into engagement.link_visit (opened_at, link_id, content_id, version_id, staff_id, visitor)
                select now(), 0, :content, v.id, s.id, 'scope-b' from engagement.content_version v, core.staff s
                where v.content_id = :content and s.staff_no = 'SCOPE-SB1'
                """).param("content", content).update();
        db.sql("""
                insert into engagement.lead (content_id, version_id, contact_id, customer_id, staff_id, next_step, raised_at)
                select :content, v.id, 0, c.id, s.id, 'ASK_NEEDS', now()
                from engagement.content_version v, core.staff s, core.customer c
                where v.content_id = :content and s.staff_no = 'SCOPE-SB1' and c.customer_no = 'SCOPE-CB1'
                """).param("content", content).update();
        db.sql("""
                insert into engagement.sale (order_no, state, customer_id, staff_id, institution_id, product_code, kind, amount,
                    income, at, received_at)
                select 'SCOPE-O1', 'USED', c.id, s.id, i.id, '翀产品', 'FUND', 1, 1, now(), now()
                from core.institution i, core.staff s, core.customer c
                where i.code = 'SCOPE-B1' and s.staff_no = 'SCOPE-SB1' and c.customer_no = 'SCOPE-CB1'
                """).update();
    }

    Visitor from(Role role, String institution) {
        return signedIn(AccountFixture.account(
                db, role, id("select id from core.institution where code = :key", institution), null));
    }

    Visitor manager(String staffNo) {
        String known = db.sql("select a.username from platform.account a join core.staff s on s.id = a.staff_id "
                        + "where s.staff_no = :no")
                .param("no", staffNo)
                .query((row, number) -> row.getString("username"))
                .optional()
                .orElse("");
        return signedIn(
                known.isEmpty()
                        ? AccountFixture.account(
                                db,
                                Role.RELATIONSHIP_MANAGER,
                                null,
                                id("select id from core.staff where staff_no = :key", staffNo))
                        : known);
    }

    private Visitor signedIn(String username) {
        return Visitor.signedIn(port, username, AccountFixture.PASSWORD);
    }

    private long id(String sql, String key) {
        return db.sql(sql).param("key", key).query(Long.class).single();
    }
}

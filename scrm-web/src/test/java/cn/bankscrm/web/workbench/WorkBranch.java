package cn.bankscrm.web.workbench;

import cn.bankscrm.web.ImportedFile;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A branch of names of its own: two managers, the first with a certified friend whose birthday is today. */
final class WorkBranch {

    private final int port;
    private final JdbcClient db;

    WorkBranch(int port, JdbcClient db) {
        this.port = port;
        this.db = db;
    }

    /** Once for all tests that share the database. */
    void load() throws IOException, InterruptedException {
        if (db.sql("select exists (select from core.institution where code = 'WORK-1')")
                .query(Boolean.class)
                .single()) {
            return;
        }
        String root = db.sql("select code from core.institution where parent_id is null")
                .query((row, number) -> row.getString("code"))
                .optional()
                .orElse("WORK-ROOT");
        String head = root.equals("WORK-ROOT") ? "WORK-ROOT,今日总行,,1,440000\r\n" : "";
        ImportedFile.load(
                port,
                "institutions",
                "code,name,parent_code,level,province\r\n" + head + "WORK-1,今日支行," + root + ",2,440000\r\n");
        ImportedFile.load(port, "staff", """
                staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to\r
                WORK-S1,勤经理,work.s1,客户经理,WORK-1,2024-01-01,\r
                WORK-S2,闲经理,work.s2,客户经理,WORK-1,2024-01-01,\r
                """);
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        ImportedFile.load(port, "customers", """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r
                WORK-C1,晨客户,13933330001,%s,true,1280000.00,WORK-1,财富\r
                WORK-C2,暮客户,13933330002,1970-01-01,true,9000.00,WORK-1,财富\r
                """.formatted(today.withYear(1980)));
        ImportedFile.load(port, "assignments", """
                customer_no,staff_no,valid_from,valid_to\r
                WORK-C1,WORK-S1,2024-01-01,\r
                WORK-C2,WORK-S2,2024-01-01,\r
                """);
        db.sql("""
                insert into core.external_contact (id, external_userid, unionid, version)
                values (nextval('core.external_contact_seq'), 'wm-work-1', 'union-work-1', 0)
                """).update();
        db.sql("""
                insert into core.binding (id, contact_id, customer_id, bound_at, route)
                select nextval('core.binding_seq'), e.id, c.id, now(), 'app'
                from core.external_contact e, core.customer c
                where e.external_userid = 'wm-work-1' and c.customer_no = 'WORK-C1'
                """).update();
        db.sql("""
                insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)
                select nextval('core.friend_link_seq'), s.id, e.id, now(), true, 0
                from core.staff s, core.external_contact e
                where s.staff_no = 'WORK-S1' and e.external_userid = 'wm-work-1'
                """).update();
    }

    /** Content of the branch that is published, with what goes with it. */
    long content(String kind, String title, String message) {
        long id = db.sql("""
                        insert into engagement.content (kind, institution_id, author, made_at)
                        select :kind, id, 'work-writer', now() from core.institution where code = 'WORK-1' returning id
                        """).param("kind", kind).query(Long.class).single();
        db.sql("""
                        insert into engagement.content_version (content_id, number, state, title, message, body, valid_from, verdict_id,
                            written_by, written_at, submitted_by, decided_by)
                        values (:content, 1, 'PUBLISHED', :title, :message, '正文', '2024-01-01', 1, 'work-writer', now(),
                            'work-writer', 'work-officer')
                        """)
                .param("content", id)
                .param("title", title)
                .param("message", message)
                .update();
        return id;
    }

    /** A task of the first manager about the customer, which the guard has planned for just now. */
    long task(long content, String worth) {
        return db.sql("""
                        insert into engagement.touch (key, wished_for, source, staff_id, contact_id, customer_id, channel, content_id,
                            worth, state, state_at)
                        select 'work:' || gen_random_uuid(), now(), 'MANUAL', s.id, e.id, c.id, 'TASK', :content, :worth::numeric,
                            'PLANNED', now()
                        from core.staff s, core.external_contact e, core.customer c
                        where s.staff_no = 'WORK-S1' and e.external_userid = 'wm-work-1' and c.customer_no = 'WORK-C1'
                        returning id
                        """)
                .param("content", content)
                .param("worth", worth)
                .query(Long.class)
                .single();
    }

    String state(long task) {
        return db.sql("select state from engagement.touch where id = :id")
                .param("id", task)
                .query(String.class)
                .single();
    }

    Visitor manager(String staffNo) {
        long staff = db.sql("select id from core.staff where staff_no = :no")
                .param("no", staffNo)
                .query(Long.class)
                .single();
        String username = db.sql("select username from platform.account where staff_id = :staff limit 1")
                .param("staff", staff)
                .query(String.class)
                .optional()
                .orElseGet(() -> AccountFixture.account(db, Role.RELATIONSHIP_MANAGER, null, staff));
        return Visitor.signedIn(port, username, AccountFixture.PASSWORD);
    }

    void leaveNothing() {
        db.sql(
                        "delete from engagement.offer where staff_id in (select id from core.staff where staff_no like 'WORK-S%')")
                .update();
        db.sql(
                        "delete from engagement.touch where staff_id in (select id from core.staff where staff_no like 'WORK-S%')")
                .update();
        db.sql("""
                update engagement.content_version set state = 'WITHDRAWN'
                where written_by = 'work-writer' and state = 'PUBLISHED'
                """).update();
    }
}

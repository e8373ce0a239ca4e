package cn.bankscrm.web.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.tracking.TrackedLinks;
import cn.bankscrm.web.ImportedFile;
import java.io.IOException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A branch of names of its own, with one manager, a certified friend of theirs, and content of theirs. */
final class TrackedBranch {

    static final String BODY = "# 先看期限\n\n利率在变,先想好多久不用。\n\n## 再看用途\n\n养老、教育,各有各的存法。\n\n## 找谁办\n\n找您的客户经理。\n";
    static final String TARGET = "https://m.bank.example/deposit?from=wecom";

    private final int port;
    private final JdbcClient db;

    TrackedBranch(int port, JdbcClient db) {
        this.port = port;
        this.db = db;
    }

    /** Once for all tests that share the database. */
    void load() throws IOException, InterruptedException {
        if (db.sql("select exists (select from core.institution where code = 'TRACK-1')")
                .query(Boolean.class)
                .single()) {
            return;
        }
        String root = db.sql("select code from core.institution where parent_id is null")
                .query((row, number) -> row.getString("code"))
                .optional()
                .orElse("TRACK-ROOT");
        String head = root.equals("TRACK-ROOT") ? "TRACK-ROOT,追踪总行,,1,440000\r\n" : "";
        ImportedFile.load(
                port,
                "institutions",
                "code,name,parent_code,level,province\r\n" + head + "TRACK-1,追踪支行," + root + ",2,440000\r\n");
        ImportedFile.load(port, "staff", """
                staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to\r
                TRACK-S1,路经理,track.s1,客户经理,TRACK-1,2024-01-01,\r
                TRACK-S2,程经理,track.s2,客户经理,TRACK-1,2024-01-01,\r
                """);
        ImportedFile.load(port, "customers", """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r
                TRACK-C1,路客户,13922220001,1980-01-01,true,1000.00,TRACK-1,财富\r
                """);
        ImportedFile.load(port, "assignments", """
                customer_no,staff_no,valid_from,valid_to\r
                TRACK-C1,TRACK-S1,2024-01-01,\r
                """);
        db.sql("""
                insert into core.external_contact (id, external_userid, unionid, version) values
                    (nextval('core.external_contact_seq'), 'wm-track-1', 'union-track-1', 0),
                    (nextval('core.external_contact_seq'), 'wm-track-2', 'union-track-2', 0)
                """).update();
        db.sql("""
                insert into core.binding (id, contact_id, customer_id, bound_at, route)
                select nextval('core.binding_seq'), e.id, c.id, '2024-02-01 00:00+08', 'app'
                from core.external_contact e, core.customer c
                where e.external_userid = 'wm-track-1' and c.customer_no = 'TRACK-C1'
                """).update();
    }

    /** A published piece of content of the branch. */
    ContentId content(String title) {
        return content(title, BODY, TARGET);
    }

    ContentId content(String title, String body, String target) {
        long id = db.sql("""
                        insert into engagement.content (kind, institution_id, author, made_at)
                        select 'ARTICLE', id, 'track-writer', now() from core.institution where code = 'TRACK-1'
                        returning id
                        """).query(Long.class).single();
        db.sql("""
                        insert into engagement.content_version (content_id, number, state, title, message, body, target_url,
                            valid_from, verdict_id, written_by, written_at, submitted_by, decided_by)
                        values (:content, 1, 'PUBLISHED', :title, '', :body, :target, '2024-01-01', 1, 'track-writer', now(),
                            'track-writer', 'track-officer')
                        """)
                .param("content", id)
                .param("title", title)
                .param("body", body)
                .param("target", target)
                .update();
        return new ContentId(id);
    }

    void withdraw(ContentId content) {
        db.sql("update engagement.content_version set state = 'WITHDRAWN' where content_id = :id")
                .param("id", content.value())
                .update();
    }

    String link(TrackedLinks links, ContentId content, Optional<ExternalContactId> contact) {
        return links.linkFor(content, staff("TRACK-S1"), contact, Optional.empty())
                .code();
    }

    StaffId staff(String no) {
        return new StaffId(db.sql("select id from core.staff where staff_no = :no")
                .param("no", no)
                .query(Long.class)
                .single());
    }

    ExternalContactId contact(String userId) {
        return new ExternalContactId(db.sql("select id from core.external_contact where external_userid = :id")
                .param("id", userId)
                .query(Long.class)
                .single());
    }
}

package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.engagement.content.ContentId;
import java.net.URI;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A branch with a manager, a certified friend, a friend without a name, and one published piece of content. */
final class TrackedBank {

    static final StaffId STAFF = new StaffId(7);
    static final ExternalContactId CUSTOMER = new ExternalContactId(70);
    static final ExternalContactId STRANGER = new ExternalContactId(71);
    static final String BODY = """
            # 为什么要存

            利率在变。

            ## 怎么存

            看期限，看用途。

            ## 找谁办

            找您的客户经理。
            """;

    final DataSource source = TestDatabase.fresh().dataSource();
    final JdbcClient db = JdbcClient.create(source);
    final ContentId content;

    TrackedBank() {
        run(
                "insert into core.institution (id, code, name, level, province, version) values (1, '01', '总行', 1, '110000', 0)");
        run("insert into core.institution_path (ancestor_id, institution_id, depth) values (1, 1, 0)");
        run("insert into core.staff (id, staff_no, name, version) values (7, 'S7', '张磊', 0), (8, 'S8', '刘敏', 0)");
        run("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                values (7, 7, 1, '客户经理', '2026-01-01'), (8, 8, 1, '客户经理', '2026-01-01')
                """);
        run(
                "insert into core.external_contact (id, external_userid, unionid, version) values (70, 'wm70', 'u70', 0), (71, 'wm71', null, 0)");
        run("""
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                values (700, 'C700', '\\x00', '\\x00', true, 100, 1)
                """);
        run("insert into core.assignment (id, customer_id, staff_id, valid_from) values (1, 700, 7, '2026-01-01')");
        run(
                "insert into core.binding (id, contact_id, customer_id, bound_at, route) values (1, 70, 700, '2026-02-02 00:00+08', 'app')");
        run("insert into engagement.interest_tag (name) values ('存款')");
        content = new ContentId(db.sql("""
                        insert into engagement.content (kind, institution_id, author, made_at)
                        values ('ARTICLE', 1, 'writer', '2026-11-01 00:00+08') returning id
                        """).query(Long.class).single());
        publish(1);
    }

    void publish(int number) {
        run("update engagement.content_version set state = 'REPLACED' where state = 'PUBLISHED'");
        db.sql("""
                        insert into engagement.content_version (content_id, number, state, title, message, body, target_url,
                            interest_tag_id, valid_from, verdict_id, written_by, written_at, submitted_by, decided_by)
                        select :content, :number, 'PUBLISHED', '三年怎么存', '', :body, 'https://m.bank.example/deposit',
                            max(id), '2026-01-01', 1, 'writer', now(), 'writer', 'officer'
                        from engagement.interest_tag
                        """)
                .param("content", content.value())
                .param("number", number)
                .param("body", BODY)
                .update();
    }

    TrackedLinks links(Clock clock) {
        return new TrackedLinks(
                db,
                new LinkCodes(new LinkCodesTests.DigestsOnly("a key")),
                new LinkAddress(URI.create("https://scrm.bank.example/")),
                clock);
    }

    private void run(String sql) {
        db.sql(sql).update();
    }
}

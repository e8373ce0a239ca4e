package cn.bankscrm.web.realname;

import cn.bankscrm.core.contact.ContactProfile;
import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.FriendLinkFact;
import cn.bankscrm.core.friendlink.RecordingFriendLinks;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.web.ImportedFile;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A branch with a manager and customers for the tests of certification; every test takes a customer of its own. */
final class CertifiedBank {

    static final String BRANCH = "RN-A";
    static final String MANAGER = "RN-S1";
    static final String PERSON = "欧阳映雪";

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Pattern LINK = Pattern.compile("/h5/bind/([0-9A-Za-z_.-]+)");

    private final int port;
    private final JdbcClient db;
    private final RecordingFriendLinks links;
    private final ContactRegister contacts;

    CertifiedBank(int port, JdbcClient db, RecordingFriendLinks links, ContactRegister contacts) {
        this.port = port;
        this.db = db;
        this.links = links;
        this.contacts = contacts;
    }

    /** A customer of the bank. */
    record Person(String no, String name, String mobile) {}

    /** A friend of the manager. */
    record Friend(String userId, String unionId, long link) {}

    void load() throws IOException, InterruptedException {
        if (db.sql("select exists (select from core.staff where staff_no = :no)")
                .param("no", MANAGER)
                .query(Boolean.class)
                .single()) {
            return;
        }
        String root = db.sql("select code from core.institution where parent_id is null")
                .query((row, n) -> row.getString("code"))
                .optional()
                .orElse("RN-ROOT");
        String head = root.equals("RN-ROOT") ? "RN-ROOT,认证总行,,1,440000\r\n" : "";
        ImportedFile.load(
                port,
                "institutions",
                "code,name,parent_code,level,province\r\n" + head + BRANCH + ",认证支行," + root + ",2,440000\r\n");
        ImportedFile.load(port, "staff", """
                staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to\r
                RN-S1,柳经理,rn.s1,客户经理,RN-A,2024-01-01,\r
                """);
    }

    /** A new customer, managed by the manager. */
    Person customer() throws IOException, InterruptedException {
        int number = NEXT.incrementAndGet();
        return customer(PERSON + number, "13%09d".formatted(770_000_000 + number));
    }

    Person customer(String name, String mobile) throws IOException, InterruptedException {
        String no = "RN-C" + NEXT.incrementAndGet();
        ImportedFile.load(
                port,
                "customers",
                "customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r\n" + no + "," + name + ","
                        + mobile + ",1980-01-01,true,1000.00," + BRANCH + ",财富\r\n");
        ImportedFile.load(
                port, "assignments", "customer_no,staff_no,valid_from,valid_to\r\n" + no + ",RN-S1,2024-01-01,\r\n");
        return new Person(no, name, mobile);
    }

    /** A new friend of the manager, whom nobody has certified. */
    Friend friend() {
        int number = NEXT.incrementAndGet();
        String userId = "wmRN%08d".formatted(number);
        String unionId = "uRN%08d".formatted(number);
        links.record(List.of(new FriendLinkFact.Added(
                new WeComUserId("rn.s1"), new ExternalUserId(userId), Instant.parse("2026-11-01T02:00:00Z"))));
        contacts.describe(List.of(new ContactProfile(new ExternalUserId(userId), 1, "昵称" + number, 0, unionId)));
        long link = db.sql("""
                        select l.id from core.friend_link l join core.external_contact c on c.id = l.contact_id
                        where c.external_userid = :id
                        """).param("id", userId).query(Long.class).single();
        return new Friend(userId, unionId, link);
    }

    Visitor manager() {
        String known = db.sql("select a.username from platform.account a join core.staff s on s.id = a.staff_id "
                        + "where s.staff_no = :no")
                .param("no", MANAGER)
                .query((row, n) -> row.getString("username"))
                .optional()
                .orElse("");
        return Visitor.signedIn(
                port,
                known.isEmpty() ? AccountFixture.account(db, Role.RELATIONSHIP_MANAGER, null, staff()) : known,
                AccountFixture.PASSWORD);
    }

    /** Each time another person. */
    Visitor inBranch(Role role) {
        long branch = db.sql("select id from core.institution where code = :code")
                .param("code", BRANCH)
                .query(Long.class)
                .single();
        return Visitor.signedIn(port, AccountFixture.account(db, role, branch, null), AccountFixture.PASSWORD);
    }

    /** @return the token of a new link for the friend, made by the manager on the page */
    String invitation(Friend friend) {
        Visitor manager = manager();
        HttpResponse<String> made = manager.post("/friends", "/friends/" + friend.link() + "/invitations");
        Matcher link = LINK.matcher(manager.get(Visitor.location(made)).body());
        if (!link.find()) {
            throw new AssertionError("No link on the page: " + made.statusCode() + " " + Visitor.location(made));
        }
        return link.group(1);
    }

    Customer phone() {
        return new Customer(port);
    }

    private long staff() {
        return db.sql("select id from core.staff where staff_no = :no")
                .param("no", MANAGER)
                .query(Long.class)
                .single();
    }
}

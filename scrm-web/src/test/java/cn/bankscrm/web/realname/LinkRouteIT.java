package cn.bankscrm.web.realname;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScriptedPhone;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.realname.CertifiedBank.Friend;
import cn.bankscrm.web.realname.CertifiedBank.Person;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The way of a customer from the link to certification, and every other end that it can have. */
class LinkRouteIT extends CertifyingSetUp {

    @Test
    void certifiesAFriendWhoIsWhoTheySay() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        String token = bank.invitation(friend);
        Customer customer = bank.phone();

        HttpResponse<String> page = customer.open(token);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("柳经理", "认证支行").doesNotContain("_csrf");
        HttpResponse<String> done = customer.certify(token, person.name(), person.mobile());

        assertThat(done.body()).contains("认证完成");
        assertThat(bound(friend)).containsExactly(person.no());
        assertThat(db.sql("""
                        select b.route, b.province, b.consent_version, length(b.address_digest) as address
                        from core.binding b join core.external_contact c on c.id = b.contact_id
                        where c.external_userid = :id
                        """).param("id", friend.userId()).query().singleRow())
                .containsEntry("route", "link")
                .containsEntry("province", "440000")
                .containsEntry("consent_version", "2026-11")
                .containsEntry("address", 32);
        awaitCovered(person, true);
        assertThat(audited(person.no())).contains("BINDING_MADE", "CONSENT_GIVEN");
    }

    @Test
    void readsTheSameForAllThatAPersonHasToLookAt() throws Exception {
        Person person = bank.customer();
        String shared = "13266660001";
        bank.customer("双生子", shared);
        bank.customer("双生子", shared);
        Friend stranger = bank.friend();
        Friend twin = bank.friend();
        Friend first = bank.friend();
        Friend second = bank.friend();
        String one = bank.phone()
                .certify(bank.invitation(stranger), "查无此人", "13266660009")
                .body();
        String two = bank.phone().certify(bank.invitation(twin), "双生子", shared).body();
        bank.phone().certify(bank.invitation(first), person.name(), person.mobile());
        String secondToken = bank.invitation(second);
        forgetLimits();
        String three = bank.phone()
                .certify(secondToken, person.name(), person.mobile())
                .body();

        assertThat(one).contains("已收到").isEqualTo(two).isEqualTo(three);
        assertThat(review(stranger)).isEqualTo("NO_SUCH_CUSTOMER OPEN");
        assertThat(review(twin)).isEqualTo("AMBIGUOUS OPEN");
        assertThat(review(second)).isEqualTo("BOUND_ELSEWHERE OPEN");
        assertThat(bound(first)).containsExactly(person.no());
        assertThat(bound(second)).isEmpty();
    }

    @Test
    void takesAsLongForAMatchAsForNone() throws Exception {
        Person person = bank.customer();
        String match = bank.invitation(bank.friend());
        String none = bank.invitation(bank.friend());
        bank.phone().askForCode(match, person.mobile());
        bank.phone().askForCode(none, "13266660011");

        Duration matched = timed(() -> bank.phone()
                .answer(
                        match,
                        person.name(),
                        person.mobile(),
                        ScriptedPhone.code(person.mobile()).orElseThrow()));
        Duration unmatched = timed(() -> bank.phone()
                .answer(
                        none,
                        "查无此人",
                        "13266660011",
                        ScriptedPhone.code("13266660011").orElseThrow()));

        assertThat(matched).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        assertThat(matched.minus(unmatched).abs()).isLessThan(Duration.ofMillis(300));
    }

    @Test
    void refusesSomebodyElseThanTheFriendInWeChat() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        String token = bank.invitation(friend);
        Customer other = bank.phone();
        other.openInWeChat(token, "uSomebodyElse");

        assertThat(other.certify(token, person.name(), person.mobile()).body()).contains("已收到");

        assertThat(bound(friend)).isEmpty();
        assertThat(review(friend)).isEqualTo("OTHER_WECHAT OPEN");
    }

    @Test
    void certifiesTheFriendWhomWeChatConfirms() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        String token = bank.invitation(friend);
        Customer customer = bank.phone();
        customer.openInWeChat(token, friend.unionId());

        assertThat(customer.certify(token, person.name(), person.mobile()).body())
                .contains("认证完成");
        assertThat(bound(friend)).containsExactly(person.no());
    }

    @Test
    void doesNotBelieveAnAnswerOfWeChatThatTheBrowserDidNotAskFor() {
        String token = bank.invitation(bank.friend());
        ScriptedPhone.opens("stolen-code", "uVictim");

        assertThat(bank.phone()
                        .get("/h5/bind/" + token + "/wechat?code=stolen-code&state=0123")
                        .body())
                .contains("id=\"bind\"")
                .doesNotContainPattern("name=\"who\" value=\"[^\"]");
    }

    @Test
    void letsTheSecondOfTwoContactsWhoRaceForOneCustomerWait() throws Exception {
        for (int round = 0; round < 5; round++) {
            Person person = bank.customer();
            List<Friend> friends = List.of(bank.friend(), bank.friend());
            List<String> tokens = friends.stream().map(bank::invitation).toList();
            List<String> codes = tokens.stream()
                    .map(token -> {
                        forgetLimits();
                        bank.phone().askForCode(token, person.mobile());
                        return ScriptedPhone.code(person.mobile()).orElseThrow();
                    })
                    .toList();
            List<String> pages = atOnce(List.of(
                    () -> bank.phone()
                            .answer(tokens.get(0), person.name(), person.mobile(), codes.get(0))
                            .body(),
                    () -> bank.phone()
                            .answer(tokens.get(1), person.name(), person.mobile(), codes.get(1))
                            .body()));

            assertThat(pages.stream().filter(page -> page.contains("认证完成"))).hasSize(1);
            assertThat(friends.stream()
                            .mapToLong(friend -> bound(friend).size())
                            .sum())
                    .isEqualTo(1);
            assertThat(friends.stream().map(this::review)).containsExactlyInAnyOrder("", "BOUND_ELSEWHERE OPEN");
        }
    }

    @Test
    void endsWithTheConsent() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        Customer customer = bank.phone();
        HttpResponse<String> done = customer.certify(bank.invitation(friend), person.name(), person.mobile());
        String consent = Customer.consentOf(done);
        awaitCovered(person, true);
        assertThat(customer.get("/h5/consent/" + consent).body()).contains("撤回同意");

        assertThat(customer.post("/h5/consent/" + consent).body()).contains("已撤回");
        assertThat(customer.post("/h5/consent/" + consent).statusCode()).isEqualTo(200);

        assertThat(bound(friend)).isEmpty();
        awaitCovered(person, false);
        assertThat(db.sql("select withdrawn_via from core.consent g join core.customer c on c.id = g.customer_id "
                                + "where c.customer_no = :no")
                        .param("no", person.no())
                        .query(String.class)
                        .list())
                .containsExactly("CUSTOMER");
        assertThat(audited(person.no())).contains("CONSENT_WITHDRAWN", "BINDING_ENDED");
        assertThat(db.sql("select count(*) from core.activity a join core.customer c on c.id = a.customer_id "
                                + "where c.customer_no = :no and a.kind = 'CONSENT_WITHDRAWN'")
                        .param("no", person.no())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void saysWhatIsMissingBesideTheFieldAndKeepsWhatWasTyped() {
        String token = bank.invitation(bank.friend());
        HttpResponse<String> page = bank.phone()
                .post("/h5/bind/" + token, "name", "留着我", "mobile", "12", "code", "1", "version", "2026-11");

        assertThat(page.body())
                .contains("value=\"留着我\"", "请填写 11 位手机号码", "请填写短信里的 6 位数字", "请先阅读并勾选同意")
                .doesNotContain("请填写您的姓名");
    }

    @Test
    void isNoSessionAndTellsNoOtherSiteItsAddress() {
        HttpResponse<String> page = bank.phone().open(bank.invitation(bank.friend()));

        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    void showsTheManagerHowFarEachFriendIs() throws Exception {
        Friend friend = bank.friend();
        Visitor manager = bank.manager();
        assertThat(row(manager)).contains("未邀请");
        String token = bank.invitation(friend);
        assertThat(row(manager)).contains("已发链接");
        bank.phone().open(token);
        assertThat(row(manager)).contains("客户已打开");
        bank.phone().certify(token, "查无此人", "13266660031");
        assertThat(row(manager)).contains("复核中");
        assertThat(db.sql("""
                        select a.kind from core.activity a join core.external_contact c on c.id = a.contact_id
                        where c.external_userid = :id order by a.id
                        """).param("id", friend.userId()).query(String.class).list())
                .containsExactly("INVITATION_MADE", "INVITATION_OPENED");
    }

    @Test
    void entersIntoTheAuditLogThatALinkWasMadeAndEachTimeItWasShown() throws Exception {
        Friend friend = bank.friend();
        bank.invitation(friend);
        assertThat(db.sql("""
                        select action from core.audit_entry
                        where subject_kind = 'CONTACT' and subject_id = :id order by at, id
                        """).param("id", friend.userId()).query(String.class).list())
                .containsExactly("INVITATION_MADE", "INVITATION_SHOWN");
    }

    /** All friends of these tests were added at the same time: the newest stands first. */
    private static String row(Visitor manager) {
        String page = manager.get("/friends").body();
        int first = page.indexOf("<tbody>");
        return page.substring(first, page.indexOf("</tr>", first));
    }

    private void awaitCovered(Person person, boolean covered) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (covered(person) != covered) {
            assertThat(System.nanoTime()).as("coverage follows within 5 s").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private boolean covered(Person person) {
        return db.sql("""
                        select coalesce(bool_or(k.certified_own), false)
                        from kpi.coverage_customer k join core.customer c on c.id = k.customer_id
                        where c.customer_no = :no
                        """).param("no", person.no()).query(Boolean.class).single();
    }

    private List<String> bound(Friend friend) {
        return db.sql("""
                        select c.customer_no from core.binding b
                        join core.external_contact e on e.id = b.contact_id
                        join core.customer c on c.id = b.customer_id
                        where e.external_userid = :id and b.unbound_at is null
                        """)
                .param("id", friend.userId())
                .query((row, n) -> row.getString("customer_no"))
                .list();
    }

    private String review(Friend friend) {
        return db.sql("""
                        select r.kind || ' ' || r.status as review from core.binding_review r
                        join core.external_contact e on e.id = r.contact_id
                        where e.external_userid = :id order by r.id desc limit 1
                        """)
                .param("id", friend.userId())
                .query((row, n) -> row.getString("review"))
                .optional()
                .orElse("");
    }

    private List<String> audited(String subject) {
        return db.sql("select action from core.audit_entry where subject_id = :id")
                .param("id", subject)
                .query((row, n) -> row.getString("action"))
                .list();
    }

    /** So that one number may get another code at once. */
    private void forgetLimits() {
        db.sql("delete from core.rate_limit").update();
    }

    private static Duration timed(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            List<Future<T>> done = threads.invokeAll(work);
            return List.of(done.get(0).get(), done.get(1).get());
        }
    }
}

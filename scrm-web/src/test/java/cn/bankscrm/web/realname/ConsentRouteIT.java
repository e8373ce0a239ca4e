package cn.bankscrm.web.realname;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.EndedBy;
import cn.bankscrm.core.friendlink.FriendLinkFact;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.web.ScriptedPhone;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.realname.CertifiedBank.Friend;
import cn.bankscrm.web.realname.CertifiedBank.Person;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A customer comes back to the own consent by the link that has served; nobody else learns anything by it. */
class ConsentRouteIT extends CertifyingSetUp {

    private static final String NONE = "没有找到这个手机号码的同意记录";

    @Autowired
    MeterRegistry meters;

    private Person person;
    private Friend friend;
    private String token;

    @BeforeEach
    void certifiedAndTheDonePageClosed() throws Exception {
        person = bank.customer();
        friend = bank.friend();
        token = bank.invitation(friend);
        assertThat(bank.phone().certify(token, person.name(), person.mobile()).body())
                .contains("认证完成");
        forgetLimits();
    }

    @Test
    void aCodeToTheSameMobileLeadsThereAndOutOfIt() {
        Customer customer = bank.phone();
        assertThat(customer.open(token).body()).contains("链接已使用", "/h5/bind/" + token + "/consent");
        assertThat(customer.get(page()).body()).contains("id=\"own\"").doesNotContain(person.mobile());
        assertThat(ask(customer, page(), person.mobile()).body()).contains("验证码已发送");

        String consent = Visitor.location(answer(customer, page(), person.mobile(), code(person.mobile())));

        assertThat(consent).startsWith("/h5/consent/");
        assertThat(customer.get(consent).body()).contains("有效", "撤回同意");
        assertThat(customer.post(consent).body()).contains("已撤回");
        assertThat(Visitor.location(customer.throughWeChat(page(), friend.unionId())))
                .as("withdrawn, and still to be seen")
                .startsWith("/h5/consent/");
    }

    @Test
    void inWeChatTheFriendGoesThereAtOnceAndNobodyElse() {
        assertThat(Visitor.location(bank.phone().throughWeChat(page(), friend.unionId())))
                .startsWith("/h5/consent/");

        HttpResponse<String> other = bank.phone().throughWeChat(page(), "uSomebodyElse");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).contains("id=\"own\"").doesNotContain("/h5/consent/");
    }

    @Test
    void anAnswerOfWeChatThatTheBrowserDidNotAskForIsNotBelieved() {
        ScriptedPhone.opens("stolen-consent-code", friend.unionId());

        HttpResponse<String> back = bank.phone().get(page() + "/wechat?code=stolen-consent-code&state=0123");

        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(back.body()).contains("id=\"own\"").doesNotContain("/h5/consent/");
    }

    @Test
    void aStrangerReadsTheSameWhetherThereIsAConsentOrNot() throws Exception {
        String never = "/h5/bind/" + bank.invitation(bank.friend()) + "/consent";
        double before = refused("NOT_THEIRS");

        HttpResponse<String> certified = stranger(page(), "13266663001");
        HttpResponse<String> uncertified = stranger(never, "13266663002");

        assertThat(certified.statusCode()).isEqualTo(uncertified.statusCode()).isEqualTo(200);
        assertThat(plain(certified)).contains(NONE).isEqualTo(plain(uncertified));
        assertThat(refused("NOT_THEIRS") - before).isEqualTo(2);
        assertThat(db.sql("""
                        select count(*) from core.audit_entry
                        where subject_id = :id and action = 'BINDING_REFUSED' and details ->> 'kind' = 'NOT_THEIRS'
                        """).param("id", friend.userId()).query(Long.class).single())
                .isEqualTo(1);

        Person other = bank.customer();
        assertThat(stranger(page(), other.mobile()).body())
                .as("a customer, but another's link")
                .contains(NONE);
        assertThat(plain(bank.phone().get(page()))).isEqualTo(plain(bank.phone().get(never)));
    }

    @Test
    void takesAsLongForAStrangerAsForTheCustomer() {
        Duration theirs = timed(person.mobile());
        Duration none = timed("13266663003");

        assertThat(theirs).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        assertThat(theirs.minus(none).abs()).isLessThan(Duration.ofMillis(300));
    }

    @Test
    void theCodeCannotBeGuessedAndServesOnce() {
        ask(bank.phone(), page(), person.mobile());
        String right = code(person.mobile());
        String wrong = right.equals("123456") ? "654321" : "123456";
        double before = refused("WRONG_CODE");
        for (int i = 0; i < 5; i++) {
            assertThat(answer(bank.phone(), page(), person.mobile(), wrong).body())
                    .contains("验证码不对");
        }
        assertThat(answer(bank.phone(), page(), person.mobile(), right).body()).contains("验证码已失效");
        assertThat(refused("WRONG_CODE") - before).isEqualTo(6);

        forgetLimits();
        ask(bank.phone(), page(), person.mobile());
        String fresh = code(person.mobile());
        assertThat(answer(bank.phone(), page(), person.mobile(), fresh).statusCode())
                .isEqualTo(302);
        assertThat(answer(bank.phone(), page(), person.mobile(), fresh).body()).contains("验证码已失效");
    }

    @Test
    void nobodyIsFloodedAndNoForgedLinkServes() {
        assertThat(ask(bank.phone(), page(), "13266663004").statusCode()).isEqualTo(200);
        assertThat(ask(bank.phone(), page(), "13266663005").statusCode()).isEqualTo(429);

        double before = refused("FORGED_LINK");
        String forged = "/h5/bind/AAAAAAAAAAAAAAAAAAAAAA.zzzzzz.AAAAAAAAAAAAAAAAAAAAAA/consent";
        assertThat(bank.phone().get(forged).statusCode()).isEqualTo(404);
        assertThat(bank.phone().get(forged + "/wechat?code=1&state=1").statusCode())
                .isEqualTo(404);
        assertThat(ask(bank.phone(), forged, "13266663006").statusCode()).isEqualTo(404);
        assertThat(answer(bank.phone(), forged, "13266663006", "123456").statusCode())
                .isEqualTo(404);
        assertThat(refused("FORGED_LINK") - before).isEqualTo(4);
        assertThat(ScriptedPhone.code("13266663006")).isEmpty();
    }

    @Test
    void theWayStaysOpenWhenTheFriendshipHasEnded() {
        links.record(List.of(new FriendLinkFact.Ended(
                new WeComUserId("rn.s1"),
                new ExternalUserId(friend.userId()),
                Instant.parse("2026-11-02T02:00:00Z"),
                EndedBy.CUSTOMER)));
        assertThat(bank.phone().open(token).statusCode()).isEqualTo(410);
        Customer customer = bank.phone();
        ask(customer, page(), person.mobile());

        assertThat(Visitor.location(answer(customer, page(), person.mobile(), code(person.mobile()))))
                .startsWith("/h5/consent/");
    }

    private String page() {
        return "/h5/bind/" + token + "/consent";
    }

    private HttpResponse<String> stranger(String page, String mobile) {
        forgetLimits();
        Customer stranger = bank.phone();
        ask(stranger, page, mobile);
        return answer(stranger, page, mobile, code(mobile));
    }

    private Duration timed(String mobile) {
        forgetLimits();
        ask(bank.phone(), page(), mobile);
        long begun = System.nanoTime();
        answer(bank.phone(), page(), mobile, code(mobile));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static HttpResponse<String> ask(Customer customer, String page, String mobile) {
        return customer.post(page + "/code", "mobile", mobile);
    }

    private static HttpResponse<String> answer(Customer customer, String page, String mobile, String code) {
        return customer.post(page, "mobile", mobile, "code", code);
    }

    private static String code(String mobile) {
        return ScriptedPhone.code(mobile).orElseThrow();
    }

    /** Without the link. */
    private static String plain(HttpResponse<String> page) {
        return page.body().replaceAll("/h5/bind/[0-9A-Za-z_.-]+", "");
    }

    private double refused(String reason) {
        return meters.counter("scrm.realname.refusals", "reason", reason).count();
    }

    /** So that one number may get another code at once. */
    private void forgetLimits() {
        db.sql("delete from core.rate_limit").update();
    }
}

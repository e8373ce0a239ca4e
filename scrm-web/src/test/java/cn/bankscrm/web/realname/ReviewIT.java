package cn.bankscrm.web.realname;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.realname.CertifiedBank.Friend;
import cn.bankscrm.web.realname.CertifiedBank.Person;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** What people decide, and that it takes two of them where something that stands is changed. */
class ReviewIT extends CertifyingSetUp {

    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");

    @Test
    void onePersonDecidesWhereNothingStands() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        bank.phone().certify(bank.invitation(friend), "写错了", person.mobile());
        Visitor officer = bank.inBranch(Role.COMPLIANCE);
        String page = officer.get(review(friend)).body();
        assertThat(page)
                .contains(person.no(), "不一致", "一致", "写**")
                .doesNotContain(person.name(), person.mobile(), "写错了");

        decide(officer, friend, "CERTIFY", "customer", person.no(), "reason", "电话核实，客户改过名");

        assertThat(bound(friend)).containsExactly(person.no());
        assertThat(officer.get(review(friend)).body()).contains("已通过", "电话核实");
        assertThat(db.sql("""
                        select count(*) from core.audit_entry e join core.institution i on i.id = e.institution_id
                        where e.action = 'REVIEW_OPENED' and e.subject_id = :id and i.code = :branch
                        """)
                        .param("id", review(friend).replaceAll("\\D", ""))
                        .param("branch", CertifiedBank.BRANCH)
                        .query(Long.class)
                        .single())
                .as("every look at the evidence is recorded")
                .isEqualTo(4);
        assertThat(db.sql("select made_by from core.binding b join core.external_contact e on e.id = b.contact_id "
                                + "where e.external_userid = :id")
                        .param("id", friend.userId())
                        .query(String.class)
                        .single())
                .startsWith("user-");
    }

    @Test
    void rebindingTakesTwoPersons() throws Exception {
        Person person = bank.customer();
        Friend first = bank.friend();
        Friend second = bank.friend();
        bank.phone().certify(bank.invitation(first), person.name(), person.mobile());
        String token = bank.invitation(second);
        db.sql("delete from core.rate_limit").update();
        bank.phone().certify(token, person.name(), person.mobile());
        Visitor one = bank.inBranch(Role.BRANCH_MANAGER);
        Visitor two = bank.inBranch(Role.COMPLIANCE);

        decide(one, second, "CERTIFY", "customer", person.no(), "endOthers", "yes", "reason", "客户换了微信");
        assertThat(bound(second)).isEmpty();
        assertThat(one.get(review(second)).body()).contains("须由另一人确认").doesNotContain("id=\"agree\"");
        assertThat(decided(one, second, "AGREE", "reason", "自己确认").statusCode()).isEqualTo(422);
        assertThat(bound(second)).as("not by the same person").isEmpty();

        decide(two, second, "AGREE", "reason", "已电话核实");
        assertThat(bound(second)).containsExactly(person.no());
        assertThat(bound(first)).as("ended with it, as proposed").isEmpty();
        assertThat(db.sql("select action from core.audit_entry where subject_kind = 'REVIEW' and subject_id ="
                                + " :id and action <> 'REVIEW_OPENED' order by id")
                        .param("id", review(second).replaceAll("\\D", ""))
                        .query(String.class)
                        .list())
                .containsExactly("REVIEW_PROPOSED", "REVIEW_DECIDED");
        assertThatThrownBy(() -> db.sql("update core.binding_review set decided_by = upper(proposed_by) where id = :id")
                        .param("id", Long.valueOf(review(second).replaceAll("\\D", "")))
                        .update())
                .as("the table holds it, too")
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aDecisionOnAnOldPageDoesNotCount() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        bank.phone().certify(bank.invitation(friend), "写错了", person.mobile());
        Visitor officer = bank.inBranch(Role.COMPLIANCE);
        String path = review(friend);
        String version = version(officer.get(path).body());
        officer.post(path, path, "what", "REJECT", "version", version, "reason", "不符");

        HttpResponse<String> answer =
                officer.post(path, path, "what", "CERTIFY", "version", version, "customer", person.no(), "reason", "x");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("已被他人处理");
        assertThat(bound(friend)).isEmpty();
    }

    @Test
    void aNewAnswerOfTheCustomerSettlesTheReview() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        bank.phone().certify(bank.invitation(friend), "写错了", person.mobile());
        String path = review(friend);
        String token = bank.invitation(friend);
        db.sql("delete from core.rate_limit").update();
        bank.phone().certify(token, person.name(), person.mobile());

        assertThat(bound(friend)).containsExactly(person.no());
        assertThat(bank.inBranch(Role.COMPLIANCE).get(path).body()).contains("已自动了结");
    }

    @Test
    void withoutAReasonNothingIsDecided() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        bank.phone().certify(bank.invitation(friend), "写错了", person.mobile());
        Visitor officer = bank.inBranch(Role.COMPLIANCE);
        assertThat(decided(officer, friend, "CERTIFY", "customer", person.no()).statusCode())
                .isEqualTo(422);
        assertThat(bound(friend)).isEmpty();
    }

    @Test
    void keepsWhatWasTypedWhereNothingCouldBeDecided() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        bank.phone().certify(bank.invitation(friend), "写错了", person.mobile());
        Visitor officer = bank.inBranch(Role.COMPLIANCE);

        HttpResponse<String> answer = decided(officer, friend, "CERTIFY", "endOthers", "yes", "reason", "电话核实过");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("请选定一位客户", ">电话核实过</textarea>")
                .containsPattern("name=\"endOthers\"[^>]*checked");
        assertThat(officer.get(review(friend)).body()).doesNotContain("电话核实过");
    }

    @Test
    void staffEndACertificationAndWithdrawAConsentWithAReason() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        bank.phone().certify(bank.invitation(friend), person.name(), person.mobile());
        Visitor manager = bank.manager();
        String path = "/customers/" + person.no() + "/bindings";
        assertThat(manager.get("/customers/" + person.no()).body()).contains(path);
        String end = found(manager.get(path).body(), "action=\"(" + path + "/\\d+/end)\"");
        manager.post(path, end);
        assertThat(bound(friend)).as("not without a reason").containsExactly(person.no());

        manager.post(path, end, "reason", "认错了人");
        assertThat(bound(friend)).isEmpty();
        assertThat(manager.get(path).body())
                .contains("认错了人", "2026-11 版")
                .doesNotContain("/end\"")
                .as("the consent outlived the certification")
                .contains("/withdraw\"");

        Friend again = bank.friend();
        String token = bank.invitation(again);
        db.sql("delete from core.rate_limit").update();
        bank.phone().certify(token, person.name(), person.mobile());
        String withdraw = found(manager.get(path).body(), "action=\"(" + path + "/consents/\\d+/withdraw)\"");
        manager.post(path, withdraw, "reason", "客户来电要求");
        assertThat(bound(again)).isEmpty();
        assertThat(manager.get(path).body()).contains("撤回");
    }

    private void decide(Visitor who, Friend friend, String what, String... fields) {
        assertThat(decided(who, friend, what, fields).statusCode()).isEqualTo(302);
    }

    private HttpResponse<String> decided(Visitor who, Friend friend, String what, String... fields) {
        String path = review(friend);
        String[] all = new String[fields.length + 4];
        System.arraycopy(fields, 0, all, 4, fields.length);
        all[0] = "what";
        all[1] = what;
        all[2] = "version";
        all[3] = version(who.get(path).body());
        return who.post(path, path, all);
    }

    private static String version(String page) {
        Matcher found = VERSION.matcher(page);
        return found.find() ? found.group(1) : "0";
    }

    private static String found(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        if (!found.find()) {
            throw new AssertionError("Not on the page: " + pattern);
        }
        return found.group(1);
    }

    private String review(Friend friend) {
        return "/reviews/"
                + db.sql("""
                        select r.id from core.binding_review r join core.external_contact e on e.id = r.contact_id
                        where e.external_userid = :id order by r.id limit 1
                        """).param("id", friend.userId()).query(Long.class).single();
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
}

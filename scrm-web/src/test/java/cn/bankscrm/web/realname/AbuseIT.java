package cn.bankscrm.web.realname;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.realname.RefusedAttempts;
import cn.bankscrm.web.ScriptedPhone;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.realname.CertifiedBank.Friend;
import cn.bankscrm.web.realname.CertifiedBank.Person;
import cn.bankscrm.web.security.Role;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Guessing, flooding and replaying: refused, counted, and nothing is learnt by it. */
@ExtendWith(OutputCaptureExtension.class)
class AbuseIT extends CertifyingSetUp {

    @Autowired
    MeterRegistry meters;

    @Autowired
    RefusedAttempts attempts;

    @Test
    void guessedAndAlteredLinksAreNoLinks() {
        String token = bank.invitation(bank.friend());
        String[] parts = token.split("\\.", -1);
        double before = refused("FORGED_LINK");
        List<String> forged = List.of(
                "guess",
                "AAAAAAAAAAAAAAAAAAAAAA.zzzzzz.AAAAAAAAAAAAAAAAAAAAAA",
                parts[0] + ".zzzzzz." + parts[2],
                parts[0] + "." + parts[1] + "." + parts[2].replaceFirst("^.", parts[2].startsWith("A") ? "B" : "A"),
                "BBBBBBBBBBBBBBBBBBBBBB." + parts[1] + "." + parts[2]);

        for (String one : forged) {
            assertThat(bank.phone().open(one).statusCode()).as(one).isEqualTo(404);
            assertThat(bank.phone().askForCode(one, "13266661001").statusCode()).isEqualTo(404);
        }
        assertThat(ScriptedPhone.code("13266661001")).isEmpty();
        assertThat(bank.phone().get("/h5/consent/" + token).statusCode())
                .as("a link for certification opens no consent")
                .isEqualTo(404);
        assertThat(refused("FORGED_LINK") - before).isEqualTo(forged.size() * 2 + 1);
    }

    @Test
    void aLinkServesOnceAndDiesWithANewerOne() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        String old = bank.invitation(friend);
        String token = bank.invitation(friend);
        assertThat(bank.phone().open(old).body()).contains("链接已更换");
        bank.phone().certify(token, person.name(), person.mobile());
        assertThat(bank.phone().open(token).statusCode()).isEqualTo(410);
        assertThat(bank.phone()
                        .answer(token, person.name(), person.mobile(), "000000")
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void aCodeCannotBeGuessed() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        String token = bank.invitation(friend);
        bank.phone().askForCode(token, person.mobile());
        String right = ScriptedPhone.code(person.mobile()).orElseThrow();
        String wrong = right.equals("123456") ? "654321" : "123456";
        double before = refused("WRONG_CODE");

        for (int i = 0; i < 5; i++) {
            assertThat(bank.phone()
                            .answer(token, person.name(), person.mobile(), wrong)
                            .body())
                    .contains("验证码不对");
        }
        assertThat(bank.phone()
                        .answer(token, person.name(), person.mobile(), right)
                        .body())
                .as("five tries, then even the right one is too late")
                .contains("验证码已失效");
        assertThat(refused("WRONG_CODE") - before).isEqualTo(6);
        assertThat(db.sql("select count(*) from core.binding b join core.external_contact e on e.id = b.contact_id "
                                + "where e.external_userid = :id")
                        .param("id", friend.userId())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(db.sql(
                                "select count(*) from core.audit_entry where subject_id = :id and details ->> 'kind' = 'WRONG_CODE'")
                        .param("id", friend.userId())
                        .query(Long.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void aCodeProvesTheNumberThatItWentToAndNoOther() throws Exception {
        Person victim = bank.customer();
        String token = bank.invitation(bank.friend());
        bank.phone().askForCode(token, "13266661002");

        assertThat(bank.phone()
                        .answer(
                                token,
                                victim.name(),
                                victim.mobile(),
                                ScriptedPhone.code("13266661002").orElseThrow())
                        .body())
                .contains("验证码不对");
    }

    @Test
    void codesAreKeptAsDigestsAlone() {
        String token = bank.invitation(bank.friend());
        bank.phone().askForCode(token, "13266661003");
        String code = ScriptedPhone.code("13266661003").orElseThrow();
        assertThat(db.sql("select string_agg(encode(code_hash, 'escape'), ' ') from core.one_time_code")
                        .query(String.class)
                        .single())
                .doesNotContain(code, "13266661003");
    }

    @Test
    void nobodyIsFloodedWithMessages() {
        double before = refused("LIMIT");
        String number = "13266661004";
        assertThat(bank.phone()
                        .askForCode(bank.invitation(bank.friend()), number)
                        .statusCode())
                .isEqualTo(200);
        assertThat(bank.phone()
                        .askForCode(bank.invitation(bank.friend()), number)
                        .statusCode())
                .as("another link, another address, the same number")
                .isEqualTo(429);
        String token = bank.invitation(bank.friend());
        bank.phone().askForCode(token, "13266661005");
        assertThat(bank.phone().askForCode(token, "13266661006").statusCode())
                .as("another number, the same link")
                .isEqualTo(429);
        assertThat(refused("LIMIT") - before).isEqualTo(2);
    }

    @Test
    void anAddressCannotTryNumberAfterNumber() {
        List<String> invitations =
                Stream.generate(() -> bank.invitation(bank.friend())).limit(60).toList();
        int sent = 0;
        while (sent < 60
                && new Customer(port, "113.109.1.1")
                                .askForCode(invitations.get(sent), "132666620%02d".formatted(sent))
                                .statusCode()
                        == 200) {
            sent++;
        }
        assertThat(sent).as("twenty at once, then three seconds apart").isBetween(20, 45);
    }

    @Test
    void askingForACodeReadsTheSameForCustomersAndStrangers() throws Exception {
        Person person = bank.customer();
        String own = bank.phone()
                .askForCode(bank.invitation(bank.friend()), person.mobile())
                .body();
        String strange = bank.phone()
                .askForCode(bank.invitation(bank.friend()), "13266661007")
                .body();
        assertThat(plain(own)).isEqualTo(plain(strange));
    }

    @Test
    void aGatewayThatIsAwayIsSaidSoAndTheCodeCountsAsNotSent() {
        String mobile = "13266661008";
        ScriptedPhone.refuses(mobile);
        Friend friend = bank.friend();
        assertThat(bank.phone().askForCode(bank.invitation(friend), mobile).body())
                .contains("短信暂时没有发出，请一分钟后再试")
                .doesNotContain("验证码已发送");
        assertThat(db.sql("""
                        select count(*) from core.one_time_code k join core.invitation i on i.id = k.invitation_id
                        where i.link_id = :link
                        """).param("link", friend.link()).query(Long.class).single())
                .isZero();
    }

    @Test
    void whatWasRefusedStandsOnAPageForComplianceAndOperations() {
        long before = forged();
        for (int i = 0; i < 3; i++) {
            bank.phone().open("guess-" + i);
        }
        assertThat(forged() - before).isEqualTo(3);
        assertThat(bank.inBranch(Role.COMPLIANCE).get("/refusals").body())
                .contains("伪造或改动的链接", "次认证尝试", "/audit?action=BINDING_REFUSED");
        assertThat(Visitor.signedIn(port, AccountFixture.account(db, Role.OPERATIONS), AccountFixture.PASSWORD)
                        .get("/refusals")
                        .body())
                .contains("伪造或改动的链接")
                .doesNotContain("/audit?");
    }

    private long forged() {
        return attempts.lastDays().stream()
                .filter(row -> row.reason().equals("FORGED_LINK"))
                .mapToLong(RefusedAttempts.Refused::today)
                .sum();
    }

    @Test
    void nothingOfACustomerIsInTheLog(CapturedOutput output) throws Exception {
        Person person = bank.customer();
        String token = bank.invitation(bank.friend());
        bank.phone().certify(token, person.name(), person.mobile());
        ScriptedPhone.refuses("13266661009");
        bank.phone().askForCode(bank.invitation(bank.friend()), "13266661009");

        assertThat(output.getAll())
                .doesNotContain(person.name(), person.mobile(), "13266661009", token)
                .doesNotContain(ScriptedPhone.code(person.mobile()).orElseThrow() + " ");
        assertThat(meters.getMeters().toString()).doesNotContain(person.name(), person.mobile(), token);
    }

    /** Without the link, and what was typed. */
    private static String plain(String page) {
        return page.replaceAll("/h5/bind/[0-9A-Za-z_.-]+", "").replaceAll("1[0-9]{10}|1[0-9]{2}\\*{4}[0-9]{4}", "");
    }

    private double refused(String reason) {
        return meters.counter("scrm.realname.refusals", "reason", reason).count();
    }
}

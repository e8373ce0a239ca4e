package cn.bankscrm.web.realname;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScriptedPhone;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.realname.CertifiedBank.Friend;
import cn.bankscrm.web.realname.CertifiedBank.Person;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A new text to agree to: from the draft to the customers' phones. */
class ConsentTextIT extends CertifyingSetUp {

    private static final String BODY = "我们为什么请您认证\r\n因为。\r\n\r\n您的权利\r\n随时<撤回>。";

    /** Other tests of this database want the text that came with the platform. */
    @AfterEach
    void takesAwayWhatWasWritten() {
        db.sql("alter table core.consent_text disable trigger consent_text_kept")
                .update();
        db.sql("delete from core.consent_text where version <> '2026-11'").update();
        db.sql("alter table core.consent_text enable trigger consent_text_kept").update();
    }

    @Test
    void customersAreShownWhatTwoPersonsOfHeadOfficeStandFor() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        HttpResponse<String> done = bank.phone().certify(bank.invitation(friend), person.name(), person.mobile());
        String consent = "/h5/consent/" + Customer.consentOf(done);
        Visitor writer = headOffice();
        Visitor approver = headOffice();
        assertThat(writer.get("/consent-texts").body()).contains("客户现在看到的是 2026-11 版", "起草新版本");
        assertThat(writer.get("/consent-texts/_new").body()).contains("我们不做什么");

        assertThat(Visitor.location(write(writer, "it-1", "propose", "yes"))).isEqualTo("/consent-texts/it-1");
        assertThat(writer.get("/consent-texts/it-1").body())
                .contains("待批准", "须由另一位总行合规人员批准", "随时&lt;撤回&gt;。")
                .doesNotContain("id=\"approve\"");
        writer.post("/consent-texts/it-1/edit", "/consent-texts/it-1/approve", "revision", "0");
        assertThat(writer.get("/consent-texts/it-1").body()).contains("起草的人不能自己批准", "待批准");
        assertThat(bank.phone().get("/h5/consent/text/it-1").statusCode())
                .as("nobody sees a draft")
                .isEqualTo(404);

        assertThat(approver.get("/consent-texts/it-1").body()).contains("id=\"approve\"");
        approver.post("/consent-texts/it-1", "/consent-texts/it-1/approve", "revision", "0");
        assertThat(approver.get("/consent-texts").body()).contains("客户现在看到的是 it-1 版");
        assertThat(bank.phone().get("/h5/consent/text/it-1").body()).contains("随时&lt;撤回&gt;。");
        assertThat(bank.phone().get(consent).body()).contains("2026-11 版", "现在使用的是", "it-1 版");
        assertThat(bank.phone().get("/h5/consent/text/2026-11").body())
                .as("who agreed to it can read it")
                .contains("我们不做什么");
        assertThat(bank.manager().get("/customers/" + person.no() + "/bindings").body())
                .contains("较早版本");
        assertThat(bank.manager().get("/customers/" + person.no()).body()).contains("较早版本");
    }

    @Test
    void whoAgreedToTheTextBeforeIsAskedAgain() throws Exception {
        Person person = bank.customer();
        String token = bank.invitation(bank.friend());
        Customer phone = bank.phone();
        phone.askForCode(token, person.mobile());
        approved("it-2");

        String again = phone.answer(
                        token,
                        person.name(),
                        person.mobile(),
                        ScriptedPhone.code(person.mobile()).orElseThrow())
                .body();
        assertThat(again)
                .contains("告知同意书已更新", "name=\"version\" value=\"it-2\"", person.name())
                .doesNotContainPattern("id=\"agreed\"[^>]*checked");
        HttpResponse<String> done = phone.post(
                "/h5/bind/" + token,
                "name",
                person.name(),
                "mobile",
                person.mobile(),
                "code",
                ScriptedPhone.code(person.mobile()).orElseThrow(),
                "version",
                "it-2",
                "agreed",
                "yes");
        assertThat(done.body()).as("the code is as good as before").contains("认证完成");
        assertThat(phone.get("/h5/consent/" + Customer.consentOf(done)).body())
                .contains("it-2 版")
                .doesNotContain("现在使用的是");
    }

    @Test
    void isSentBackWithAReasonAndDeletedAsADraft() {
        Visitor writer = headOffice();
        Visitor reader = headOffice();
        write(writer, "it-3", "propose", "yes");
        reader.post("/consent-texts/it-3", "/consent-texts/it-3/send-back", "revision", "0");
        assertThat(reader.get("/consent-texts/it-3").body()).contains("请写明理由", "待批准");
        reader.post("/consent-texts/it-3", "/consent-texts/it-3/send-back", "revision", "0", "reason", "第二段有错字");
        assertThat(writer.get("/consent-texts/it-3").body()).contains("第二段有错字", "草稿");
        assertThat(writer.get("/consent-texts/it-3/edit").body()).contains("随时&lt;撤回&gt;。");

        writer.post("/consent-texts/it-3", "/consent-texts/it-3/discard", "revision", "1");
        assertThat(writer.get("/consent-texts/it-3").statusCode()).isEqualTo(404);
    }

    @Test
    void saysWhatIsWrongBesideTheField() {
        Visitor writer = headOffice();
        assertThat(writer.post(
                                "/consent-texts/_new",
                                "/consent-texts",
                                "version",
                                "第一版",
                                "title",
                                " ",
                                "body",
                                "",
                                "from",
                                "soon",
                                "revision",
                                "0")
                        .body())
                .contains("请填写版本号", "请填写标题", "请填写正文", "请填写日期和时间");
        assertThat(write(writer, "2026-11").body()).contains("已有这个版本号");
    }

    @Test
    void aBranchReadsAndDoesNotWrite() {
        Visitor officer = bank.inBranch(Role.COMPLIANCE);
        assertThat(officer.get("/consent-texts").body())
                .contains("告知同意书由总行合规起草和批准")
                .doesNotContain("id=\"new-text\"");
        assertThat(officer.get("/consent-texts/2026-11").body()).contains("我们不做什么");
        assertThat(officer.get("/consent-texts/_new").statusCode()).isEqualTo(403);
        officer.post("/consent-texts", "/consent-texts", "version", "it-4", "title", "t", "body", "b", "revision", "0");
        assertThat(db.sql("select count(*) from core.consent_text where version = 'it-4'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void approved(String version) {
        write(headOffice(), version, "propose", "yes");
        headOffice().post("/consent-texts/" + version, "/consent-texts/" + version + "/approve", "revision", "0");
    }

    private static HttpResponse<String> write(Visitor writer, String version, String... more) {
        String[] fields = new String[more.length + 8];
        System.arraycopy(
                new String[] {"version", version, "title", "告知同意书", "body", BODY, "revision", "0"}, 0, fields, 0, 8);
        System.arraycopy(more, 0, fields, 8, more.length);
        return writer.post("/consent-texts/_new", "/consent-texts", fields);
    }

    private Visitor headOffice() {
        long root = db.sql("select id from core.institution where parent_id is null")
                .query(Long.class)
                .single();
        return Visitor.signedIn(port, AccountFixture.account(db, Role.COMPLIANCE, root, null), AccountFixture.PASSWORD);
    }
}

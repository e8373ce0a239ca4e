package cn.bankscrm.wecom.callback;

import static cn.bankscrm.wecom.callback.WeComSender.contactEvent;
import static cn.bankscrm.wecom.callback.WeComSender.encrypt;
import static cn.bankscrm.wecom.callback.WeComSender.envelope;
import static cn.bankscrm.wecom.callback.WeComSender.query;
import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.wecom.callback.WeComSender.Answer;
import cn.bankscrm.wecom.inbox.StandInWeCom;
import cn.bankscrm.wecom.inbox.WithoutWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the address answers to WeCom, and to everybody else. */
@WithoutWorkers
@ExtendWith(OutputCaptureExtension.class)
class CallbackProtocolTests {

    private static final String EVENT = contactEvent("del_follow_user", "zhangsan", "wmProtocol", 1700000000);

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @Autowired
    private StandInWeCom wecom;

    @Autowired
    private MeterRegistry meters;

    private WeComSender sender = new WeComSender(0);

    @BeforeEach
    void emptyInbox() {
        sender = new WeComSender(port);
        wecom.reset();
        db.sql("truncate wecom.inbox, wecom.inbox_work").update();
    }

    @AfterEach
    void nothingThatWasSentIsInTheLog(CapturedOutput output) {
        assertThat(output.getAll()).doesNotContain("wmProtocol", "Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1616140317555161061", "a+b/c==", "中文", "x"})
    void answersTheCheckOfTheAddressWithExactlyTheText(String text) {
        String echo = encrypt(text, WeComSender.CORP);
        String query = query(WeComSender.TOKEN, "1409659589", "263014780", echo) + "&echostr=";

        assertThat(sender.get("customer", query + URLEncoder.encode(echo, StandardCharsets.UTF_8)))
                .isEqualTo(new Answer(200, text));
        // not encoded by whoever sent it: "+" arrives as a space
        assertThat(sender.get("customer", query + echo)).isEqualTo(new Answer(200, text));
        assertThat(sender.get("contact", query + URLEncoder.encode(echo, StandardCharsets.UTF_8)))
                .isEqualTo(new Answer(200, text));
    }

    @Test
    void refusesACheckThatIsNotWeComs() {
        String echo = encrypt("hello", WeComSender.CORP);

        assertThat(sender.get(
                                "customer",
                                query("forged", "1", "2", echo) + "&echostr="
                                        + URLEncoder.encode(echo, StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(403);
        assertThat(sender.get("customer", query(WeComSender.TOKEN, "1", "2", echo))
                        .status())
                .isEqualTo(400);
        assertThat(sender.get("customer", "").status()).isEqualTo(400);
    }

    @Test
    void storesAnEventEncryptedBeforeItSaysSo() {
        assertThat(sender.deliver("customer", EVENT)).isEqualTo(new Answer(200, "success"));

        assertThat(stored()).isEqualTo(1);
        assertThat(db.sql("select encode(payload_enc, 'escape') from wecom.inbox")
                        .query(String.class)
                        .single())
                .doesNotContain("zhangsan", "wmProtocol");
    }

    @Test
    void storesOnceWhatIsSentAgainWordForWord() {
        String encrypted = encrypt(EVENT, WeComSender.CORP);
        String query = query(WeComSender.TOKEN, "1700000000", "nonce", encrypted);

        for (int i = 0; i < 3; i++) {
            assertThat(sender.post("customer", query, envelope(encrypted)).status())
                    .isEqualTo(200);
        }
        assertThat(stored()).isEqualTo(1);
        assertThat(db.sql("select deliveries from wecom.inbox")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void tellsTwoEventsOfTheSameSecondApart() {
        sender.deliver("customer", contactEvent("del_follow_user", "zhangsan", "wmProtocol1", 1700000000));
        sender.deliver("customer", contactEvent("del_follow_user", "zhangsan", "wmProtocol2", 1700000000));

        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsForgedOrMeantForAnotherCorp() {
        assertThat(sender.deliver("customer", EVENT, WeComSender.CORP, "forgedToken"))
                .isEqualTo(new Answer(403, ""));
        assertThat(sender.deliver("customer", EVENT, "ww0000000000000000", WeComSender.TOKEN))
                .isEqualTo(new Answer(403, ""));
        assertThat(stored()).isZero();
        assertThat(meters.counter("scrm.wecom.callbacks", "outcome", "refused_signature")
                        .count())
                .isPositive();
        assertThat(meters.counter("scrm.wecom.callbacks", "outcome", "refused_receiver")
                        .count())
                .isPositive();
    }

    @Test
    void refusesATruncatedBody() {
        String encrypted = encrypt(EVENT, WeComSender.CORP);
        String query = query(WeComSender.TOKEN, "1700000000", "nonce", encrypted);
        String body = envelope(encrypted);

        for (int length : new int[] {0, 1, 5, 100, body.length() - 1}) {
            assertThat(sender.post("customer", query, body.substring(0, length)).status())
                    .isEqualTo(400);
        }
        String half = encrypted.substring(0, encrypted.length() / 2);
        assertThat(sender.post("customer", query(WeComSender.TOKEN, "1", "2", half), envelope(half))
                        .status())
                .isEqualTo(400);
        assertThat(stored()).isZero();
    }

    @Test
    void refusesAnOversizedBody() {
        String encrypted = encrypt("<xml><A>" + "x".repeat(100_000) + "</A></xml>", WeComSender.CORP);

        assertThat(sender.post("customer", query(WeComSender.TOKEN, "1", "2", encrypted), envelope(encrypted))
                        .status())
                .isEqualTo(413);
        assertThat(stored()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<xml><Event>e</Event></xml>",
                "<xml><CreateTime>soon</CreateTime></xml>",
                "<xml><CreateTime>99999999999</CreateTime></xml>",
                "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><x><CreateTime>&b;</CreateTime></x>",
                "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><x><CreateTime>&f;</CreateTime></x>"
            })
    void refusesAnEventThatIsNone(String event) {
        assertThat(sender.deliver("customer", event)).isEqualTo(new Answer(400, ""));
        assertThat(stored()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><xml><Encrypt>&b;</Encrypt></xml>",
                "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><xml><Encrypt>&f;</Encrypt></xml>",
                "<xml><ToUserName>ww1</ToUserName></xml>",
                "{}"
            })
    void refusesAnEnvelopeThatIsNone(String body) {
        assertThat(sender.post("customer", query(WeComSender.TOKEN, "1", "2", "x"), body)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void keepsAnEventOfAMonthWithoutPartition() {
        assertThat(sender.deliver("customer", contactEvent("del_follow_user", "zhangsan", "wmProtocol", 4000000000L))
                        .status())
                .isEqualTo(200);
        assertThat(db.sql("select count(*) from wecom.inbox_other")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "workbench", "unknown", "customer/x", ""})
    void knowsNoAppThatIsNotConfigured(String app) {
        assertThat(sender.deliver(app, EVENT).status()).isEqualTo(404);
        assertThat(stored()).isZero();
    }

    @Test
    void keepsEventsItDoesNotKnow() {
        assertThat(sender.deliver(
                                "customer",
                                "<xml><CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>brand_new</Event></xml>")
                        .status())
                .isEqualTo(200);
        assertThat(stored()).isEqualTo(1);
    }

    private long stored() {
        return db.sql("select count(*) from wecom.inbox").query(Long.class).single();
    }
}

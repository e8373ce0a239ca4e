package cn.bankscrm.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.core.realname.UnionId;
import cn.bankscrm.core.realname.WeChatUnavailable;
import cn.bankscrm.web.PeerServer;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** WeChat at the other end of a real connection, in every mood. */
@ExtendWith(OutputCaptureExtension.class)
class WeChatPageAuthorizationTests {

    private static final String SECRET = "secret-of-account";
    private static final String UNION_ID = "uOfSomebody";

    private final PeerServer peer = new PeerServer();
    private final WeChatPageAuthorization weChat = weChat(peer.uri("/"));

    @AfterEach
    void ends() {
        peer.close();
    }

    @Test
    void tellsThePersonOfACode() {
        peer.answers(200, "{\"access_token\":\"a\",\"openid\":\"o\",\"unionid\":\"" + UNION_ID + "\"}");

        assertThat(weChat.personOf("code&1")).contains(new UnionId(UNION_ID));
        assertThat(peer.asked())
                .singleElement()
                .satisfies(request -> assertThat(request.uri())
                        .isEqualTo("/sns/oauth2/access_token?appid=wx1&secret=" + SECRET
                                + "&code=code%261&grant_type=authorization_code"));
    }

    @Test
    void sendsVisitorsToWeChatWithTheStateAndTheWayBack() {
        assertThat(weChat.authorizePage("abc", URI.create("https://bank.test/h5/bind/t/wechat")))
                .hasToString(peer.uri("/connect/oauth2/authorize")
                        + "?appid=wx1&redirect_uri=https%3A%2F%2Fbank.test%2Fh5%2Fbind%2Ft%2Fwechat"
                        + "&response_type=code&scope=snsapi_base&state=abc#wechat_redirect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errcode\":40029,\"errmsg\":\"invalid code\"}",
                "{\"errcode\":40163,\"errmsg\":\"code been used\"}",
                "{\"openid\":\"o\"}",
                "{\"openid\":\"o\",\"unionid\":\"\"}",
                "{\"openid\":\"o\",\"unionid\":\"uMadeUp\",\"is_snapshotuser\":1}"
            })
    void tellsNobodyWhereWeChatDoesNot(String answer) {
        peer.answers(200, answer);
        assertThat(weChat.personOf("code")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void doesNotAskAboutNothing(String code) {
        assertThat(weChat.personOf(code)).isEmpty();
        assertThat(weChat.personOf("x".repeat(513))).isEmpty();
        assertThat(peer.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"errcode\":-1,\"errmsg\":\"busy\"}", "{\"errcode\":40013}", "{\"openid", "<html>", ""})
    void saysThatItCannotSayWhereTheAnswerIsOfNoUse(String answer, CapturedOutput output) {
        peer.answers(200, answer);
        assertUnavailable(weChat, output);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 500, 503})
    void saysThatItCannotSayWhereWeChatIsInTrouble(int status, CapturedOutput output) {
        peer.answers(
                status,
                "{\"unionid\":\"" + UNION_ID + "\"}",
                "Location",
                peer.uri("/other").toString());
        assertUnavailable(weChat, output);
        assertThat(peer.asked()).hasSize(1);
    }

    @Test
    void saysThatItCannotSayWhereWeChatIsTooSlow(CapturedOutput output) {
        peer.answersAfter(Duration.ofSeconds(5));
        long before = System.nanoTime();
        assertUnavailable(weChat, output);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void saysThatItCannotSayWhereNobodyListens(CapturedOutput output) {
        URI gone = peer.uri("");
        peer.close();
        assertUnavailable(weChat(gone), output);
    }

    @Test
    void saysThatItCannotSayWhereTheConnectionBreaks(CapturedOutput output) {
        peer.breaks();
        assertUnavailable(weChat, output);
    }

    private static void assertUnavailable(WeChatPageAuthorization weChat, CapturedOutput output) {
        assertThatThrownBy(() -> weChat.personOf("code-of-a-visit"))
                .isInstanceOf(WeChatUnavailable.class)
                .satisfies(thrown -> assertThat(Throwables.getStackTrace(thrown))
                        .doesNotContain(SECRET, UNION_ID, "code-of-a-visit"));
        assertThat(output.getAll()).doesNotContain(SECRET, UNION_ID, "code-of-a-visit");
    }

    private static WeChatPageAuthorization weChat(URI base) {
        return new WeChatPageAuthorization(
                new WeChatProperties("wx1", SECRET, base, base, Duration.ofMillis(800)), new JsonMapper());
    }
}

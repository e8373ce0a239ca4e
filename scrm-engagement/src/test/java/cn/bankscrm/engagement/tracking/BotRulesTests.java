package cn.bankscrm.engagement.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines and previews are told from people, with the reason. */
class BotRulesTests {

    private static final String WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
            + "(KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.47(0x18002f2c) NetType/WIFI Language/zh_CN";

    private final BotRules rules = new BotRules(
            new TrackingProperties(Set.of(), Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, List.of("BankProbe/\\d")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                WECHAT,
                "Mozilla/5.0 (Linux; Android 14; V2324A) AppleWebKit/537.36 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117"
                        + " MMWEBSDK/20231202 MicroMessenger/8.0.47 WeChat/arm64 Weixin NetType/4G Language/zh_CN ABI/arm64",
                "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 Chrome/108.0 Safari/537.36 wxwork/4.1.22 "
                        + "(MicroMessenger/6.2) WindowsWechat  MailPlugin_Electron WeMail embeddisk wwmver/3.26.22.635",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15"
            })
    void takesBrowsersForPeople(String agent) {
        assertThat(rules.machine("GET", Map.of("User-Agent", agent, "Accept-Language", "zh-CN")::get))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TENCENT_CHECK, 'Mozilla/5.0 (Windows NT 6.1) Chrome/60 Safari/537.36 QQ-URL-Manager'",
        "CHAT_PREVIEW, 'facebookexternalhit/1.1'",
        "SEARCH, 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)'",
        "PROGRAM, 'curl/8.5.0'",
        "OTHER_BOT, 'Some link preview 1.0'",
        "CONFIGURED, 'Mozilla/5.0 BankProbe/3'"
    })
    void namesMachinesByTheirAgent(String reason, String agent) {
        assertThat(rules.machine("GET", Map.of("User-Agent", agent, "Accept-Language", "zh-CN")::get))
                .hasValue(reason);
    }

    @Test
    void namesWhatIsFetchedAhead() {
        for (Map<String, String> ahead : List.of(
                Map.of("Purpose", "prefetch"),
                Map.of("Sec-Purpose", "prefetch;prerender"),
                Map.of("X-Purpose", "preview"),
                Map.of("X-Moz", "prefetch"))) {
            assertThat(rules.machine("GET", ahead::get)).hasValue("PREFETCH");
        }
    }

    @Test
    void namesWhatNoBrowserDoes() {
        Map<String, String> person = Map.of("User-Agent", WECHAT, "Accept-Language", "zh-CN");
        assertThat(rules.machine("HEAD", person::get)).hasValue("NO_GET");
        assertThat(rules.machine("GET", Map.of("User-Agent", WECHAT)::get)).hasValue("NO_LANGUAGE");
        assertThat(rules.machine("GET", Map.of("Accept-Language", "zh-CN")::get))
                .hasValue("NO_AGENT");
    }
}

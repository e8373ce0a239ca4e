package cn.bankscrm.web;

import cn.bankscrm.core.realname.CodeMessage;
import cn.bankscrm.core.realname.Mobile;
import cn.bankscrm.core.realname.SmsSender;
import cn.bankscrm.core.realname.SmsUnavailable;
import cn.bankscrm.core.realname.UnionId;
import cn.bankscrm.core.realname.WeChatIdentity;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The customers' phones: what text messages they got, and who WeChat says they are. */
@TestConfiguration(proxyBeanMethods = false)
public class ScriptedPhone {

    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");
    private static final Map<String, String> NEWEST = new ConcurrentHashMap<>();
    private static final Set<String> DEAD = ConcurrentHashMap.newKeySet();
    private static final Map<String, UnionId> PEOPLE = new ConcurrentHashMap<>();

    /** The code in the newest message to a number; empty when none came. */
    public static Optional<String> code(String mobile) {
        return Optional.ofNullable(NEWEST.get(mobile))
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(Matcher::group);
    }

    /** From now on the gateway takes no message to this number. */
    public static void refuses(String mobile) {
        DEAD.add(mobile);
    }

    /** WeChat will say that this code is this person's; each code serves once. */
    public static void opens(String code, String unionId) {
        PEOPLE.put(code, new UnionId(unionId));
    }

    @Bean
    @Primary
    SmsSender scriptedSms() {
        return new SmsSender() {
            @Override
            public boolean available() {
                return true;
            }

            @Override
            public void send(Mobile to, CodeMessage message) {
                if (DEAD.contains(to.value())) {
                    throw new SmsUnavailable("The gateway answered 500");
                }
                NEWEST.put(to.value(), message.text());
            }
        };
    }

    @Bean
    @Primary
    WeChatIdentity scriptedWeChat() {
        return new WeChatIdentity() {
            @Override
            public boolean available() {
                return true;
            }

            @Override
            public URI authorizePage(String state, URI back) {
                return URI.create("https://wechat.test/authorize?state=" + state + "&redirect_uri="
                        + URLEncoder.encode(back.toString(), StandardCharsets.UTF_8));
            }

            @Override
            public Optional<UnionId> personOf(String code) {
                return Optional.ofNullable(PEOPLE.remove(code));
            }
        };
    }
}

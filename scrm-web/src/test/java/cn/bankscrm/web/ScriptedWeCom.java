package cn.bankscrm.web;

import cn.bankscrm.core.staff.WeComSignIn;
import cn.bankscrm.core.staff.WeComUserId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** In place of WeCom's sign-in page: a test says which code stands for which member; each code serves once. */
@TestConfiguration(proxyBeanMethods = false)
public class ScriptedWeCom {

    private static final Map<String, WeComUserId> CODES = new ConcurrentHashMap<>();

    public static void scans(String code, String userId) {
        CODES.put(code, new WeComUserId(userId));
    }

    @Bean
    @Primary
    WeComSignIn scriptedSignIn() {
        return new WeComSignIn() {
            @Override
            public boolean available() {
                return true;
            }

            @Override
            public URI signInPage(String state, URI redirect) {
                return URI.create("https://wecom.test/login?state=" + state + "&redirect_uri=" + redirect);
            }

            @Override
            public Optional<WeComUserId> memberOf(String code) {
                return Optional.ofNullable(CODES.remove(code));
            }
        };
    }
}

package cn.bankscrm.wecom.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class WeComPropertiesTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(WeComConfiguration.class);

    @Test
    void readsTheEnvironmentInSpringsUpperCaseForm() {
        Map<String, Object> environment = Map.of(
                "SCRM_WECOM_API_BASE_URL", "http://127.0.0.1:8090",
                "SCRM_WECOM_CORP_ID", "ww1",
                "SCRM_WECOM_APPS_CUSTOMER_SECRET", "s",
                "SCRM_WECOM_APPS_CUSTOMER_AGENT_ID", "1002",
                "SCRM_WECOM_APPS_CUSTOMER_TOKEN", "t",
                "SCRM_WECOM_APPS_CUSTOMER_ENCODING_AES_KEY", "k");
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", environment)))
                .run(context -> {
                    WeComProperties properties = context.getBean(WeComProperties.class);
                    assertThat(properties.apiBaseUrl()).hasToString("http://127.0.0.1:8090");
                    assertThat(properties.app(WeComApp.CUSTOMER))
                            .contains(new WeComProperties.App("s", "1002", "t", "k"));
                    assertThat(properties.secret(WeComApp.CUSTOMER)).contains("s");
                    assertThat(properties.secret(WeComApp.CONTACT)).isEmpty();
                });
    }

    @Test
    void standsWithoutAnyConfiguration() {
        runner.run(context -> {
            WeComProperties properties = context.getBean(WeComProperties.class);
            assertThat(properties.apiBaseUrl()).hasToString("https://qyapi.weixin.qq.com");
            assertThat(properties.secret(WeComApp.CUSTOMER)).isEmpty();
        });
    }

    @Test
    void keepsSecretsOutOfItsText() {
        assertThat(new WeComProperties.App("hush", "1", "hush", "hush").toString())
                .doesNotContain("hush");
    }
}

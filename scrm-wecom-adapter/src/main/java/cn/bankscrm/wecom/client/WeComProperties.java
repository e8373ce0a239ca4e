package cn.bankscrm.wecom.client;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach WeCom. Without corp id and secrets the platform runs, but neither hears nor asks WeCom.
 *
 * @param apiBaseUrl where WeCom's API is
 * @param loginBaseUrl where WeCom's sign-in page is
 * @param corpId the bank's corp id (企业ID)
 * @param apps the apps by name: {@code contact}, {@code customer}, {@code archive}, {@code workbench}
 * @param callsPerMinute calls of one API that WeCom allows the corp in a minute
 * @param callsPerHour calls of one API that WeCom allows the corp in an hour
 */
@ConfigurationProperties("scrm.wecom")
public record WeComProperties(
        @DefaultValue("https://qyapi.weixin.qq.com") URI apiBaseUrl,
        @DefaultValue("https://login.work.weixin.qq.com") URI loginBaseUrl,
        @DefaultValue("") String corpId,
        @DefaultValue Apps apps,
        @DefaultValue("10000") int callsPerMinute,
        @DefaultValue("150000") int callsPerHour) {

    public WeComProperties {
        if (callsPerMinute < 1 || callsPerHour < 1) {
            throw new IllegalArgumentException("scrm.wecom.calls-per-minute and calls-per-hour must be positive");
        }
    }

    /** The four apps; those that are not configured are null. */
    public record Apps(
            @Nullable App contact,
            @Nullable App customer,
            @Nullable App archive,
            @Nullable App workbench) {}

    /**
     * One app.
     *
     * @param secret for its access token
     * @param agentId its number (应用ID)
     * @param token for the signatures of its callbacks
     * @param encodingAesKey for the contents of its callbacks, 43 characters
     */
    public record App(
            @Nullable String secret,
            @Nullable String agentId,
            @Nullable String token,
            @Nullable String encodingAesKey) {

        /** Without the secrets. */
        @Override
        public String toString() {
            return "App[agentId=" + agentId + "]";
        }
    }

    public Optional<App> app(WeComApp app) {
        return Optional.ofNullable(
                switch (app) {
                    case CONTACT -> apps.contact();
                    case CUSTOMER -> apps.customer();
                    case ARCHIVE -> apps.archive();
                    case WORKBENCH -> apps.workbench();
                });
    }

    /** The app's secret, where both it and the corp id are configured. */
    public Optional<String> secret(WeComApp app) {
        return corpId.isBlank() ? Optional.empty() : app(app).map(App::secret).filter(secret -> !secret.isBlank());
    }
}

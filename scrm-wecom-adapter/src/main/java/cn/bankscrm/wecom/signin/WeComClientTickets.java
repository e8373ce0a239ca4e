package cn.bankscrm.wecom.signin;

import cn.bankscrm.engagement.workbench.WeComClient;
import cn.bankscrm.engagement.workbench.WeComClientUnavailable;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import cn.bankscrm.wecom.client.WeComProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tickets for WeCom's JS-SDK, asked for once in two hours on each node; WeCom allows 400 an hour for the corp and 100
 * for an app.
 *
 * <p>Source: developer.work.weixin.qq.com, page 90506 (JS-SDK使用权限签名算法), as read 2026-07.
 */
@Component
class WeComClientTickets implements WeComClient {

    /** A ticket is renewed a while before it ends, because a page that was signed lives on. */
    private static final Duration SPARE = Duration.ofMinutes(5);

    private final WeComApi api;
    private final WeComProperties properties;
    private final Clock clock;
    private final Kept corp = new Kept();
    private final Kept agent = new Kept();

    WeComClientTickets(WeComApi api, WeComProperties properties, Clock clock) {
        this.api = api;
        this.properties = properties;
        this.clock = clock;
    }

    private record Ticket(String text, Instant until) {}

    /** One caller at a time asks, and the others wait for the answer. */
    private static final class Kept {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Ticket ticket;
    }

    @Override
    public Optional<App> app() {
        return properties
                .app(WeComApp.WORKBENCH)
                .map(WeComProperties.App::agentId)
                .filter(id -> api.knows(WeComApp.WORKBENCH) && !id.isBlank())
                .map(id -> new App(properties.corpId(), id));
    }

    @Override
    public String corpTicket() {
        return ticket(corp, "get_jsapi_ticket", Map.of());
    }

    @Override
    public String appTicket() {
        return ticket(agent, "ticket/get", Map.of("type", "agent_config"));
    }

    private String ticket(Kept kept, String path, Map<String, String> parameters) {
        Ticket known = kept.ticket;
        if (known != null && known.until().isAfter(clock.instant())) {
            return known.text();
        }
        kept.lock.lock();
        try {
            Ticket meanwhile = kept.ticket;
            if (meanwhile != null && meanwhile.until().isAfter(clock.instant())) {
                return meanwhile.text();
            }
            Instant asked = clock.instant();
            Ticket fresh = api.get(
                    WeComApp.WORKBENCH,
                    path,
                    parameters,
                    Answer.class,
                    answer -> new Ticket(
                            answer.ticket(),
                            asked.plusSeconds(answer.expiresIn()).minus(SPARE)));
            kept.ticket = fresh;
            return fresh.text();
        } catch (WeComFailure failure) {
            throw new WeComClientUnavailable("WeCom gives no ticket: " + failure.kind(), failure);
        } finally {
            kept.lock.unlock();
        }
    }

    /** @param expiresIn seconds */
    private record Answer(String ticket, long expiresIn) {}
}

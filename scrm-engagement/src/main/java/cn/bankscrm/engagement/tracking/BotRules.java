package cn.bankscrm.engagement.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who opens a page is a person or a machine. A table of marks, each with the reason under which what it fetched is
 * kept: previews that chats draw of a link, checkers of addresses, browsers that fetch ahead, and programs.
 */
@Component
public class BotRules {

    private static final List<Rule> BY_AGENT = List.of(
            // the checker of links in QQ, WeChat and WeCom, which opens whatever is sent
            agent("TENCENT_CHECK", "QQ-URL-Manager|TencentSecurity|Tencent(Url)?Check|SecurityCheck"),
            agent(
                    "TENCENT_PREVIEW",
                    "Tencent(Traveler)?[ /-]?(Bot|Spider|Preview)|WeChat(-?Share|[ /-]?(Bot|Preview))"
                            + "|WXWork[ /-]?(Bot|Preview|Fetch)|MicroMessenger[ /-]?(Bot|Preview)|Sosospider"),
            agent(
                    "CHAT_PREVIEW",
                    "facebookexternalhit|Twitterbot|TelegramBot|WhatsApp|Slackbot|SkypeUriPreview"
                            + "|LinkedInBot|DingTalkBot|Lark(Bot|UrlPreview)|Feishu(Bot|UrlPreview)"),
            agent(
                    "SEARCH",
                    "Googlebot|bingbot|Baiduspider|360Spider|Sogou .*spider|YisouSpider|Bytespider|PetalBot|YandexBot"),
            agent(
                    "PROGRAM",
                    "^(curl|Wget|python-requests|Python-urllib|Go-http-client|Java|okhttp|Apache-HttpClient"
                            + "|axios|node-fetch|libwww-perl|Ruby|PostmanRuntime)\\b"),
            agent("OTHER_BOT", "\\b(bot|crawler|spider|preview|monitor(ing)?|scan(ner)?)\\b"));

    /** Values that browsers give when they fetch what nobody has asked to see yet. */
    private static final Map<String, Pattern> BY_HEADER = Map.of(
            "Purpose", Pattern.compile("prefetch|preview"),
            "Sec-Purpose", Pattern.compile("prefetch|prerender"),
            "X-Purpose", Pattern.compile("prefetch|preview"),
            "X-Moz", Pattern.compile("prefetch"));

    private final List<Rule> further;

    private record Rule(String reason, Pattern agent) {}

    BotRules(TrackingProperties properties) {
        List<Rule> own = new ArrayList<>();
        properties.bots().forEach(agent -> own.add(agent("CONFIGURED", agent)));
        this.further = List.copyOf(own);
    }

    /**
     * @param method of the request, in capitals
     * @param headers gives the value of a header; null for none
     * @return why it is a machine; empty for a person
     */
    public Optional<String> machine(String method, Function<String, @Nullable String> headers) {
        if (!"GET".equals(method)) {
            return Optional.of("NO_GET");
        }
        if (BY_HEADER.entrySet().stream().anyMatch(rule -> fits(headers.apply(rule.getKey()), rule.getValue()))) {
            return Optional.of("PREFETCH");
        }
        String agent = headers.apply("User-Agent");
        if (agent == null || agent.isBlank()) {
            return Optional.of("NO_AGENT");
        }
        Optional<String> named = BY_AGENT.stream()
                .filter(rule -> rule.agent.matcher(agent).find())
                .map(Rule::reason)
                .findFirst()
                .or(() -> further.stream()
                        .filter(rule -> rule.agent.matcher(agent).find())
                        .map(Rule::reason)
                        .findFirst());
        // every browser says which languages its owner reads; what draws previews under a browser's name does not
        return named.isPresent() || headers.apply("Accept-Language") != null ? named : Optional.of("NO_LANGUAGE");
    }

    private static boolean fits(@Nullable String value, Pattern pattern) {
        return value != null && pattern.matcher(value.toLowerCase(Locale.ROOT)).find();
    }

    private static Rule agent(String reason, String agent) {
        return new Rule(reason, Pattern.compile(agent, Pattern.CASE_INSENSITIVE));
    }
}

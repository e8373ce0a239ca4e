package cn.bankscrm.engagement.tracking;

import cn.bankscrm.engagement.content.BlockedContents;
import cn.bankscrm.engagement.content.Body;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.PublishedContent;
import cn.bankscrm.engagement.content.PublishedContents;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What is published now. An answer is at most a second old, on every node by itself: so long after a withdrawal the
 * last page may be shown.
 */
@Component
public class PublishedPages {

    private static final Duration AT_MOST = Duration.ofSeconds(1);
    private static final int REMEMBERED = 500;
    private static final int HTTPS = 443;

    private final PublishedContents contents;
    private final BlockedContents blocked;
    private final Set<String> ownDomains;
    private final Recent<ContentId, PublishedPage> recent;

    PublishedPages(PublishedContents contents, BlockedContents blocked, TrackingProperties properties, Clock clock) {
        this.contents = contents;
        this.blocked = blocked;
        this.ownDomains = properties.ownDomains();
        this.recent = new Recent<>(AT_MOST, REMEMBERED, clock);
    }

    /** @return empty for what is not published, any more or yet, and for what the lexicon in force blocks by now */
    public Optional<PublishedPage> find(ContentId content) {
        return recent.get(
                content,
                id -> contents.find(id)
                        .filter(published -> !blocked.isBlocked(published))
                        .map(this::page));
    }

    private PublishedPage page(PublishedContent content) {
        String html =
                Body.toHtml(content.body(), file -> "/l/files/" + content.id().value() + "/" + file);
        return new PublishedPage(
                content, html, Section.of(html), content.target().flatMap(this::own));
    }

    /** Only to the bank's own hosts, by https and under no other name. */
    private Optional<URI> own(String target) {
        try {
            URI uri = new URI(target);
            String host = uri.getHost();
            boolean own = "https".equalsIgnoreCase(uri.getScheme())
                    && host != null
                    && uri.getUserInfo() == null
                    && (uri.getPort() == -1 || uri.getPort() == HTTPS)
                    && ownDomains.stream().anyMatch(domain -> lies(host.toLowerCase(Locale.ROOT), domain));
            return own ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static boolean lies(String host, String domain) {
        String own = domain.toLowerCase(Locale.ROOT);
        return host.equals(own) || host.endsWith("." + own);
    }
}

package cn.bankscrm.engagement.tracking;

import cn.bankscrm.engagement.content.PublishedContent;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A piece of content as customers are shown it.
 *
 * @param html the body, safe to be written as it is
 * @param target where the page may lead on; empty also where the bank has not named the host as its own
 */
public record PublishedPage(PublishedContent content, String html, List<Section> sections, Optional<URI> target) {

    public PublishedPage {
        sections = List.copyOf(sections);
    }
}

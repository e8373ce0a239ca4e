package cn.bankscrm.web.chat;

import cn.bankscrm.compliance.reading.Asked;
import cn.bankscrm.compliance.reading.FoundChats;
import cn.bankscrm.compliance.reading.OpenedChat;
import cn.bankscrm.compliance.reading.ReadMessage;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.search.ChatPlace;
import cn.bankscrm.compliance.search.ChatSearch;
import cn.bankscrm.compliance.search.LexiconHits;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.util.UriComponentsBuilder;

/** Puts into the model what the three panes show. */
@Component
class ChatPages {

    /** What can be chosen to look for; all others are found without choosing. */
    private static final List<String> KINDS = List.of(
            "text",
            "image",
            "voice",
            "video",
            "file",
            "link",
            "weapp",
            "card",
            "location",
            "emotion",
            "chatrecord",
            "mixed",
            "redpacket",
            "external_redpacket",
            "meeting_voice_call",
            "revoke",
            "agree",
            "disagree");

    private final ChatSearch search;
    private final LexiconHits lexicon;
    private final Clock clock;

    ChatPages(ChatSearch search, LexiconHits lexicon, Clock clock) {
        this.search = search;
        this.lexicon = lexicon;
        this.clock = clock;
    }

    void frame(ChatSearchForm form, Optional<Asked> asked, SignedIn reader, Model model, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("form", form);
        model.addAttribute("inquiry", asked.map(Asked::id).orElse(null));
        model.addAttribute("progress", search.progress());
        model.addAttribute("kinds", KINDS);
        model.addAttribute("codes", ChatSearchForm.CODES);
        model.addAttribute("levels", Level.values());
        model.addAttribute("categories", lexicon.categories());
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("reader", reader.displayName());
        model.addAttribute("why", asked.map(Asked::reason).orElse(null));
        model.addAttribute("problems", List.of());
    }

    void hits(FoundChats found, Asked asked, @Nullable String after, Model model) {
        List<String> words = ChatArchiveController.words(Optional.of(asked));
        model.addAttribute("total", found.total());
        model.addAttribute(
                "hits",
                found.messages().stream()
                        .map(said -> ChatLine.found(said, words))
                        .toList());
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/compliance/archive")
                                .queryParam("inquiry", asked.id())
                                .build(),
                        after,
                        found.next().map(ChatPlace::write).orElse(null)));
    }

    void chat(OpenedChat opened, @Nullable Long seq, Optional<Asked> asked, String reason, Model model) {
        List<String> words = ChatArchiveController.words(asked);
        model.addAttribute(
                "lines",
                opened.messages().stream()
                        .map(said -> ChatLine.of(
                                said, Objects.equals(seq, said.message().seq()), words))
                        .toList());
        model.addAttribute(
                "earlier",
                opened.earlier() ? opened.messages().getFirst().message().seq() : null);
        model.addAttribute(
                "later", opened.later() ? opened.messages().getLast().message().seq() : null);
        model.addAttribute("why", reason);
        if (!opened.messages().isEmpty()) {
            model.addAttribute("firstDay", day(opened.messages().getFirst()));
            model.addAttribute("lastDay", day(opened.messages().getLast()));
        }
    }

    private LocalDate day(ReadMessage said) {
        return said.message().at().atZone(clock.getZone()).toLocalDate();
    }
}

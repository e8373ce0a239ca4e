package cn.bankscrm.web.content;

import cn.bankscrm.engagement.content.Body;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentKind;
import cn.bankscrm.engagement.content.ContentLibrary;
import cn.bankscrm.engagement.content.LookAlikes;
import cn.bankscrm.engagement.content.Manuscript;
import cn.bankscrm.engagement.content.Writer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the editor and the pages beside it show of a manuscript. */
@Component
class ContentModel {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final ContentLibrary library;
    private final LookAlikes lookAlikes;
    private final WordCheck words;
    private final Clock clock;

    ContentModel(ContentLibrary library, LookAlikes lookAlikes, WordCheck words, Clock clock) {
        this.library = library;
        this.lookAlikes = lookAlikes;
        this.words = words;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(ZONE));
    }

    /** The editor with what is typed into it. */
    void editor(ContentForm form, Writer writer, @Nullable ContentId content, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("kinds", List.of(ContentKind.values()));
        model.addAttribute("interests", library.interests());
        model.addAttribute("segments", library.segments());
        model.addAttribute("contentId", content == null ? null : content.value());
        check(form.words(today()), writer, content, model);
    }

    /** Marks, likeness and preview. */
    void check(Manuscript manuscript, Writer writer, @Nullable ContentId content, Model model) {
        if (!model.containsAttribute("words")) {
            model.addAttribute("words", words.of(manuscript));
        }
        model.addAttribute("alike", lookAlikes.of(manuscript, writer, content));
        preview(manuscript, model);
    }

    void preview(Manuscript manuscript, Model model) {
        model.addAttribute("shown", manuscript);
        model.addAttribute("html", Body.toHtml(manuscript.body(), digest -> "/content/files/" + digest));
    }
}

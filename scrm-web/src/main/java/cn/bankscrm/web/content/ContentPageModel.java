package cn.bankscrm.web.content;

import cn.bankscrm.engagement.content.Checker;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentLibrary;
import cn.bankscrm.engagement.content.ContentRecord;
import cn.bankscrm.engagement.content.ContentState;
import cn.bankscrm.engagement.content.ContentVersion;
import cn.bankscrm.engagement.content.Writer;
import cn.bankscrm.web.security.SignedIn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/** The page of a piece of content, for whoever looks: its author writes, an officer decides, others read. */
@Component
class ContentPageModel {

    private final ContentLibrary library;
    private final ContentPeople people;
    private final ContentModel show;
    private final WordCheck words;

    ContentPageModel(ContentLibrary library, ContentPeople people, ContentModel show, WordCheck words) {
        this.library = library;
        this.people = people;
        this.show = show;
        this.words = words;
    }

    /**
     * Keeps what the model holds already: what was typed, the door's words.
     *
     * @param number of the version to look at; null for the latest
     * @throws ResponseStatusException 404 when there is none in their scope
     */
    void show(ContentId id, @Nullable Integer number, SignedIn reader, Model model) {
        ContentRecord content =
                library.find(id, reader.scope()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        ContentVersion version = number == null
                ? content.latest()
                : content.numbered(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        boolean latest = version.equals(content.latest());
        Optional<Writer> writer =
                people.asWriter(reader).filter(person -> person.institution().equals(content.institution()));
        Optional<Checker> checker = people.asChecker(reader);
        boolean edits = writer.isPresent() && latest && version.state().isOpen();
        boolean waits = version.state() == ContentState.SUBMITTED;
        boolean submittedIt = version.submitted()
                .filter(act -> act.by().equalsIgnoreCase(reader.name()))
                .isPresent();
        model.addAttribute("piece", content);
        model.addAttribute("version", version);
        model.addAttribute("edits", edits);
        model.addAttribute("takesBack", writer.isPresent() && waits);
        model.addAttribute(
                "begins",
                writer.isPresent()
                        && !content.latest().state().isOpen()
                        && content.latest().state() != ContentState.SUBMITTED);
        model.addAttribute("decides", checker.isPresent() && waits && !submittedIt);
        model.addAttribute(
                "withdraws",
                (writer.isPresent() || checker.isPresent())
                        && content.published().isPresent());
        before(content, version).ifPresent(former -> {
            model.addAttribute("former", former);
            model.addAttribute("changes", VersionDifference.of(former.manuscript(), version.manuscript()));
        });
        if (edits) {
            Object typed = model.getAttribute("typed");
            show.editor(
                    typed instanceof ContentForm form ? form : ContentForm.of(content.kind(), version.manuscript()),
                    writer.orElseThrow(),
                    id,
                    model);
            if (!model.containsAttribute("typedVersion")) {
                model.addAttribute("typedVersion", version.version());
            }
        } else {
            if (checker.isPresent() && waits && !model.containsAttribute("words")) {
                model.addAttribute("words", words.of(version.manuscript()));
            }
            show.preview(version.manuscript(), model);
            model.addAttribute("segments", library.segments());
        }
    }

    /** The one that customers were shown last before this one; else the one written before it. */
    private static Optional<ContentVersion> before(ContentRecord content, ContentVersion version) {
        return content.versions().stream()
                .filter(other -> other.number() < version.number())
                .filter(other -> other.decided().isPresent())
                .findFirst()
                .or(() -> content.numbered(version.number() - 1));
    }
}

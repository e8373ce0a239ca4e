package cn.bankscrm.web.tag;

import cn.bankscrm.core.tag.TagChange;
import cn.bankscrm.core.tag.TagKind;
import cn.bankscrm.web.shell.Notice;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Tells people what became of what they asked for. */
final class TagNotices {

    private TagNotices() {}

    /** A change of a corp tag waits for WeCom; one of the bank's own is done. */
    static void tell(TagChange change, TagKind kind, RedirectAttributes next) {
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                switch (change) {
                    case TagChange.Accepted() -> Notice.done(kind == TagKind.OWN ? "tags.changed" : "tags.wished");
                    case TagChange.NothingToDo() -> Notice.problem("tags.nothingToDo");
                    case TagChange.Refused(var refusal) -> Notice.problem("tags.refused." + refusal);
                    case TagChange.Unknown() -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
                });
    }
}

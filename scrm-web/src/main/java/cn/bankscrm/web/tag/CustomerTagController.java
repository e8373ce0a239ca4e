package cn.bankscrm.web.tag;

import static cn.bankscrm.web.tag.TagController.given;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.tag.CustomerTags;
import cn.bankscrm.core.tag.FriendTags;
import cn.bankscrm.core.tag.TagKind;
import cn.bankscrm.core.tag.TagQueries;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tags of one customer: the bank's own, and WeCom's with each member of staff whose friend the customer is. */
@Navigation(Section.CUSTOMERS)
@RequestMapping("/customers/{no}/tags")
@Controller
class CustomerTagController {

    private static final String PAGE = "redirect:/customers/{no}/tags";

    private final CustomerQueries customers;
    private final CustomerTags customerTags;
    private final FriendTags friendTags;
    private final TagQueries tags;

    CustomerTagController(
            CustomerQueries customers, CustomerTags customerTags, FriendTags friendTags, TagQueries tags) {
        this.customers = customers;
        this.customerTags = customerTags;
        this.friendTags = friendTags;
        this.tags = tags;
    }

    @GetMapping
    String page(@PathVariable String no, SignedIn reader, Model model) {
        show(visible(no, reader), reader, model);
        return "tag/customer";
    }

    /** The part that another page puts in. */
    @HxRequest
    @GetMapping
    String part(@PathVariable String no, SignedIn reader, Model model) {
        show(visible(no, reader), reader, model);
        return "tag/customer :: tags";
    }

    /**
     * @param tag the tag as people write it, where it is to be put on
     * @param tagId the tag's id, where it is to be taken off
     */
    @PostMapping
    String own(
            @PathVariable String no,
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable Long tagId,
            SignedIn by,
            RedirectAttributes next) {
        CustomerNo customer = visible(no, by);
        boolean on = tagId == null;
        Optional<Integer> changed = (tagId == null ? tags.find(TagKind.OWN, given(tag)) : Optional.of(tagId))
                .flatMap(id -> customerTags.tag(List.of(customer.value()), id, on, by.scope(), by.name(), by.staff()));
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                changed.map(count -> count > 0 ? Notice.done("tags.changed") : Notice.problem("tags.nothingToDo"))
                        .orElseGet(() -> Notice.problem("tags.bulk.noTag")));
        return PAGE;
    }

    /** The same of a corp tag on the friend of a member of staff: a wish, which WeCom fulfils. */
    @PostMapping("/{link:\\d{1,18}}")
    String ofFriend(
            @PathVariable String no,
            @PathVariable long link,
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable Long tagId,
            @RequestParam(defaultValue = "true") boolean on,
            SignedIn by,
            RedirectAttributes next) {
        CustomerNo customer = visible(no, by);
        Optional<Long> found = tagId == null ? tags.find(TagKind.CORP, given(tag)) : Optional.of(tagId);
        if (found.isEmpty()) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("tags.bulk.noTag"));
        } else {
            TagNotices.tell(
                    friendTags.wish(customer, link, found.get(), on, by.name(), by.scope()), TagKind.CORP, next);
        }
        return PAGE;
    }

    private void show(CustomerNo no, SignedIn reader, Model model) {
        model.addAttribute("no", no.value());
        model.addAttribute("own", customerTags.of(no, reader.scope()));
        model.addAttribute("friends", friendTags.friends(no, reader.scope()));
        model.addAttribute("ownChoices", tags.choices(TagKind.OWN));
        model.addAttribute("corpChoices", tags.choices(TagKind.CORP));
    }

    private CustomerNo visible(String text, SignedIn reader) {
        try {
            CustomerNo no = new CustomerNo(text);
            if (!customers.withNumbers(List.of(no), reader.scope()).isEmpty()) {
                return no;
            }
        } catch (IllegalArgumentException notANumber) {
            // answered like one that does not exist
        }
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

package cn.bankscrm.web.tracking;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.sales.ProductFunnels;
import cn.bankscrm.engagement.tracking.Funnel;
import cn.bankscrm.engagement.tracking.FunnelPerson;
import cn.bankscrm.engagement.tracking.FunnelStep;
import cn.bankscrm.engagement.tracking.Funnels;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** How far customers came with a piece of content, and who stands behind each number. */
@Navigation(Section.SALES)
@RequestMapping("/content/{id:\\d{1,18}}/funnel")
@Controller
class FunnelController {

    private static final int ROWS = 50;

    private final Funnels funnels;
    private final ProductFunnels products;
    private final CustomerLists looks;
    private final MessageSource messages;

    FunnelController(Funnels funnels, ProductFunnels products, CustomerLists looks, MessageSource messages) {
        this.funnels = funnels;
        this.products = products;
        this.looks = looks;
        this.messages = messages;
    }

    @GetMapping
    String show(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, Model model) {
        Funnel funnel = found(id, reader);
        model.addAttribute("funnel", funnel);
        model.addAttribute("worst", worst(funnel));
        model.addAttribute("products", products.ofContent(funnel.content(), reader.scope()));
        return "tracking/funnel";
    }

    /**
     * @param step its number
     * @param left whether only those who came no further
     */
    @GetMapping("/people")
    String people(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int step,
            @RequestParam(defaultValue = "false") boolean left,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        Funnel funnel = found(id, reader);
        if (step < 0 || step >= funnel.steps().size()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        looks.record(
                AuditAction.CUSTOMERS_LISTED,
                "content-funnel",
                reader.scope(),
                Map.of("content", id, "step", step, "left", left));
        List<FunnelPerson> rows = funnels.people(funnel.content(), step, left, number(after), ROWS + 1, reader.scope());
        boolean further = rows.size() > ROWS;
        List<FunnelPerson> part = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("funnel", funnel);
        model.addAttribute("step", funnel.steps().get(step).step());
        model.addAttribute("left", left);
        model.addAttribute("rows", part);
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/content/" + id + "/funnel/people")
                                .queryParam("step", step)
                                .queryParam("left", left)
                                .build(),
                        after,
                        further ? Long.toString(part.getLast().contact().value()) : null));
        return "tracking/funnel-people";
    }

    @GetMapping("/export")
    void export(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, HttpServletResponse response)
            throws IOException {
        Funnel funnel = found(id, reader);
        ExcelTable.write(
                response,
                "content-funnel-" + id,
                funnel.title(),
                text("funnel.note"),
                List.of(text("funnel.step"), text("funnel.customers"), text("funnel.left"), text("funnel.others")),
                rows -> funnel.steps()
                        .forEach(step -> rows.accept(Arrays.<@Nullable Object>asList(
                                name(step.step()), step.customers(), step.left(), step.others()))));
    }

    private Funnel found(long id, SignedIn reader) {
        return funnels.find(new ContentId(id), reader.scope())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** The step after which most customers are lost; null where nobody was. */
    private static Funnel.@Nullable Reached worst(Funnel funnel) {
        return funnel.steps().stream()
                .filter(step -> step.left() > 0)
                .max(java.util.Comparator.comparingLong(Funnel.Reached::left))
                .orElse(null);
    }

    private String name(FunnelStep step) {
        return step.title() == null ? text("funnel.step." + step.kind()) : step.title();
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }

    private static long number(@Nullable String after) {
        return after != null && after.matches("\\d{1,18}") ? Long.parseLong(after) : 0;
    }
}

package cn.bankscrm.web.referral;

import cn.bankscrm.core.referral.ReferralCount;
import cn.bankscrm.core.referral.ReferralRanking;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.web.institution.ChosenScope;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Managers and institutions by the friends that old customers brought them. Nobody is named here but staff. */
@Navigation(Section.REFERRALS)
@RequestMapping("/referrals")
@Controller
class ReferralController {

    private static final int SHOWN = 50;
    private static final int MOST_EXPORTED = 100_000;
    private static final List<String> COLUMNS = List.of(
            "referral.column.kind",
            "referral.column.no",
            "referral.column.name",
            "referral.column.place",
            "referral.column.brought",
            "referral.column.certified");

    private final ReferralRanking ranking;
    private final ScopeChoices scopes;
    private final MessageSource messages;
    private final Clock clock;

    ReferralController(ReferralRanking ranking, ScopeChoices scopes, MessageSource messages, Clock clock) {
        this.ranking = ranking;
        this.scopes = scopes;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String page(
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String period,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        ChosenScope chosen = scopes.choose(reader, institution);
        ReferralPeriod shown = ReferralPeriod.ofLabel(period);
        LocalDate today = LocalDate.now(clock);
        LocalDate from = shown.beginning(today);
        model.addAttribute("all", ranking.all(from, today, chosen.scope()));
        model.addAttribute("managers", ranking.managers(from, today, SHOWN, chosen.scope()));
        model.addAttribute("below", below(chosen, from, today));
        model.addAttribute("most", SHOWN);
        model.addAttribute("period", shown);
        model.addAttribute("periods", ReferralPeriod.values());
        model.addAttribute("institution", institution);
        model.addAttribute(
                "name", chosen.institution().map(InstitutionNode::name).orElse(null));
        model.addAttribute(
                ScopeBar.ATTRIBUTE,
                chosen.bar(
                        UriComponentsBuilder.fromPath("/referrals")
                                .queryParam("period", shown.label())
                                .toUriString(),
                        today));
        return "referral/ranking";
    }

    @GetMapping("/export")
    void export(
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String period,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        ChosenScope chosen = scopes.choose(reader, institution);
        LocalDate today = LocalDate.now(clock);
        LocalDate from = ReferralPeriod.ofLabel(period).beginning(today);
        ExcelTable.write(
                response,
                "referrals-" + today,
                text("referral.title"),
                COLUMNS.stream().map(this::text).toList(),
                rows -> Stream.concat(
                                below(chosen, from, today).stream(),
                                ranking.managers(from, today, MOST_EXPORTED, chosen.scope()).stream())
                        .forEach(count -> rows.accept(cells(count))));
    }

    private List<ReferralCount> below(ChosenScope chosen, LocalDate from, LocalDate until) {
        return chosen.institution()
                .map(node -> ranking.below(node.id(), from, until, chosen.scope()))
                .orElse(List.of());
    }

    private List<@Nullable Object> cells(ReferralCount count) {
        return Arrays.<@Nullable Object>asList(
                text(count.institution() ? "referral.institution" : "referral.manager"),
                count.key(),
                count.name(),
                count.place(),
                count.brought(),
                count.certified());
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}

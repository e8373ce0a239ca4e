package cn.bankscrm.web.referral;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.core.friendlink.FriendLinkId;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.maintenance.MaintenanceQueries;
import cn.bankscrm.core.referral.BroughtFriend;
import cn.bankscrm.core.referral.BroughtFriends;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.web.institution.ChosenScope;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.ListPosition;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** Who stands behind a figure of referrals: the friends who were brought, and by whom. */
@Navigation(Section.REFERRALS)
@RequestMapping("/referrals/people")
@Controller
class ReferralPeopleController {

    private static final int ROWS = 50;

    private final BroughtFriends friends;
    private final MaintenanceQueries staff;
    private final ScopeChoices scopes;
    private final CustomerLists looks;
    private final Clock clock;

    ReferralPeopleController(
            BroughtFriends friends, MaintenanceQueries staff, ScopeChoices scopes, CustomerLists looks, Clock clock) {
        this.friends = friends;
        this.staff = staff;
        this.scopes = scopes;
        this.looks = looks;
        this.clock = clock;
    }

    /** Whose friends: of an institution, or of one manager. */
    private record Place(ChosenScope chosen, Optional<MaintenanceQueries.ManagersCustomers> manager) {

        @Nullable
        InstitutionId institution() {
            return manager.isPresent()
                    ? null
                    : chosen.institution().map(InstitutionNode::id).orElse(null);
        }

        @Nullable
        StaffId staff() {
            return manager.map(MaintenanceQueries.ManagersCustomers::scope)
                    .map(scope -> scope instanceof DataScope.OwnCustomers(var id) ? id : null)
                    .orElse(null);
        }

        String key() {
            return manager.map(found -> found.person().no()).orElseGet(chosen::key);
        }

        @Nullable
        String name() {
            return manager.map(found -> found.person().name())
                    .or(() -> chosen.institution().map(InstitutionNode::name))
                    .orElse(null);
        }

        DataScope scope() {
            return manager.map(MaintenanceQueries.ManagersCustomers::scope).orElseGet(chosen::scope);
        }
    }

    @GetMapping
    String list(
            @RequestParam @Nullable String institution,
            @RequestParam("staff") @Nullable String manager,
            @RequestParam @Nullable String period,
            @RequestParam(defaultValue = "false") boolean certified,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        Place place = new Place(
                scopes.choose(reader, institution),
                manager == null ? Optional.empty() : Optional.of(known(manager, reader)));
        ReferralPeriod shown = ReferralPeriod.ofLabel(period);
        LocalDate today = LocalDate.now(clock);
        looks.record(
                AuditAction.CUSTOMERS_LISTED,
                place.key(),
                place.scope(),
                Map.of("list", "referrals", "from", shown.beginning(today).toString()));
        List<BroughtFriend> rows = friends.list(
                new BroughtFriends.Filter(shown.beginning(today), today, place.institution(), place.staff(), certified),
                ListPosition.read(after, (at, id) -> new BroughtFriend.Position(at, new FriendLinkId(id))),
                ROWS + 1,
                reader.scope());
        boolean further = rows.size() > ROWS;
        List<BroughtFriend> part = further ? rows.subList(0, ROWS) : rows;
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/referrals/people")
                .queryParamIfPresent("institution", Optional.ofNullable(institution))
                .queryParamIfPresent("staff", Optional.ofNullable(manager))
                .queryParam("period", shown.label())
                .queryParam("certified", certified);
        model.addAttribute("rows", part);
        model.addAttribute("name", place.name());
        model.addAttribute("institution", institution);
        model.addAttribute("staff", manager);
        model.addAttribute("period", shown);
        model.addAttribute("certified", certified);
        model.addAttribute(
                "page",
                KeysetPage.of(
                        address.build(),
                        after,
                        further
                                ? ListPosition.write(
                                        part.getLast().addedAt(),
                                        part.getLast().link().value())
                                : null));
        if (place.manager().isEmpty()) {
            model.addAttribute(
                    ScopeBar.ATTRIBUTE,
                    place.chosen()
                            .bar(
                                    UriComponentsBuilder.fromPath("/referrals/people")
                                            .queryParam("period", shown.label())
                                            .queryParam("certified", certified)
                                            .toUriString(),
                                    today));
        }
        return "referral/people";
    }

    private MaintenanceQueries.ManagersCustomers known(String number, SignedIn reader) {
        try {
            return staff.manager(new StaffNo(number), reader.scope())
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        } catch (IllegalArgumentException notANumber) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, notANumber);
        }
    }
}

package cn.bankscrm.web.realname;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.core.friendlink.FriendLinkId;
import cn.bankscrm.core.realname.Invitation;
import cn.bankscrm.core.realname.InvitationId;
import cn.bankscrm.core.realname.Invitations;
import cn.bankscrm.core.realname.LinkRoute;
import cn.bankscrm.core.realname.UncertifiedFriend;
import cn.bankscrm.core.realname.UncertifiedFriends;
import cn.bankscrm.web.institution.ChosenScope;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.PublicAddress;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.ListPosition;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Friends who still have to be certified, and the link that is sent to them. */
@Navigation(Section.FRIENDS)
@RequestMapping("/friends")
@Controller
class FriendController {

    static final int ROWS = 50;

    private final UncertifiedFriends friends;
    private final Invitations invitations;
    private final LinkRoute route;
    private final ScopeChoices scopes;
    private final PublicAddress address;
    private final BankName bank;
    private final CustomerLists looks;
    private final Clock clock;

    FriendController(
            UncertifiedFriends friends,
            Invitations invitations,
            LinkRoute route,
            ScopeChoices scopes,
            PublicAddress address,
            BankName bank,
            CustomerLists looks,
            Clock clock) {
        this.friends = friends;
        this.invitations = invitations;
        this.route = route;
        this.scopes = scopes;
        this.address = address;
        this.bank = bank;
        this.looks = looks;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        ChosenScope chosen = scopes.choose(reader, institution);
        looks.record(AuditAction.CUSTOMERS_LISTED, chosen.key(), chosen.scope(), Map.of("list", "friends"));
        List<UncertifiedFriend> rows = friends.list(
                ListPosition.read(after, (at, id) -> new UncertifiedFriends.Position(at, new FriendLinkId(id))),
                ROWS + 1,
                chosen.scope());
        boolean further = rows.size() > ROWS;
        List<UncertifiedFriend> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("rows", shown);
        model.addAttribute("available", route.available());
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/friends")
                                .queryParamIfPresent("institution", Optional.ofNullable(institution))
                                .build(),
                        after,
                        further
                                ? ListPosition.write(
                                        shown.getLast().addedAt(),
                                        shown.getLast().link().value())
                                : null));
        model.addAttribute(ScopeBar.ATTRIBUTE, chosen.bar("/friends", LocalDate.now(clock)));
        return "realname/friends";
    }

    @PostMapping("/{link:\\d{1,18}}/invitations")
    String invite(@PathVariable long link, @AuthenticationPrincipal SignedIn reader, RedirectAttributes next) {
        if (!route.available()) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("friends.off"));
            return "redirect:/friends";
        }
        Optional<InvitationId> made = invitations.make(new FriendLinkId(link), reader.name(), reader.scope());
        if (made.isEmpty()) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("friends.notInvited"));
            return "redirect:/friends";
        }
        next.addAttribute("id", made.get().value());
        return "redirect:/friends/invitations/{id}";
    }

    @GetMapping("/invitations/{id:\\d{1,18}}")
    String invitation(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, Model model) {
        Invitation invitation = invitations
                .show(new InvitationId(id), reader.scope())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String link = address.of("/h5/bind/" + invitation.token()).toString();
        model.addAttribute("invitation", invitation);
        model.addAttribute("link", link);
        model.addAttribute("qr", QrCode.of(link));
        model.addAttribute("bank", bank.get());
        return "realname/invitation";
    }
}

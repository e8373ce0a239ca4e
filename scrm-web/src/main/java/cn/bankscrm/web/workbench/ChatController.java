package cn.bankscrm.web.workbench;

import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.SeenCustomer;
import cn.bankscrm.core.note.NewNote;
import cn.bankscrm.core.note.Notes;
import cn.bankscrm.core.realname.Invitation;
import cn.bankscrm.core.realname.Invitations;
import cn.bankscrm.core.realname.LinkRoute;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.workbench.ChatPartner;
import cn.bankscrm.engagement.workbench.Chats;
import cn.bankscrm.engagement.workbench.Offered;
import cn.bankscrm.engagement.workbench.Offers;
import cn.bankscrm.engagement.workbench.Way;
import cn.bankscrm.web.security.PublicAddress;
import cn.bankscrm.web.security.SignedIn;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Beside a chat: who this is, what to say, what to send. Whom the chat is with comes in forms, never in an address. */
@RequestMapping("/sidebar")
@Controller
class ChatController {

    private static final String PANEL = "workbench/chat";
    private static final String OFFER = "workbench/offer";

    private final Chats chats;
    private final CustomerQueries customers;
    private final Offers offers;
    private final Notes notes;
    private final Invitations invitations;
    private final LinkRoute route;
    private final PublicAddress address;
    private final CustomerLists looks;
    private final MessageSource messages;
    private final Clock clock;

    ChatController(
            Chats chats,
            CustomerQueries customers,
            Offers offers,
            Notes notes,
            Invitations invitations,
            LinkRoute route,
            PublicAddress address,
            CustomerLists looks,
            MessageSource messages,
            Clock clock) {
        this.chats = chats;
        this.customers = customers;
        this.offers = offers;
        this.notes = notes;
        this.invitations = invitations;
        this.route = route;
        this.address = address;
        this.looks = looks;
        this.messages = messages;
        this.clock = clock;
    }

    @PostMapping("/customer")
    String customer(
            @RequestParam(defaultValue = "") String userId, @AuthenticationPrincipal SignedIn reader, Model model) {
        partner(userId, reader).ifPresent(partner -> {
            looks.record(AuditAction.CUSTOMERS_LISTED, "sidebar", reader.scope(), Map.of());
            show(partner, userId, reader, model);
        });
        return PANEL;
    }

    @PostMapping("/tasks/{touch:\\d{1,18}}/offer")
    String task(@PathVariable long touch, @AuthenticationPrincipal SignedIn reader, Model model) {
        return offered(() -> offers.forTask(touch, null, own(reader)), model);
    }

    @PostMapping("/contents/{id:\\d{1,18}}/offer")
    String content(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String userId,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        Optional<ChatPartner> partner = partner(userId, reader);
        return offered(
                () -> partner.map(one ->
                                offers.ofContent(new ContentId(id), null, own(reader), one.contact(), one.customerId()))
                        .orElseGet(Offered.Gone::new),
                model);
    }

    /** The words around the link are screened like any others. */
    @PostMapping("/invitation")
    String invitation(
            @RequestParam(defaultValue = "") String userId, @AuthenticationPrincipal SignedIn reader, Model model) {
        Optional<ChatPartner> partner = partner(userId, reader);
        if (!route.available()) {
            model.addAttribute("problem", "friends.off");
            return OFFER;
        }
        return offered(
                () -> partner.flatMap(one -> invitations
                                .make(one.link(), reader.name(), reader.scope())
                                .flatMap(made -> invitations.show(made, reader.scope()))
                                .map(invitation -> bind(invitation, one, reader)))
                        .orElseGet(Offered.Gone::new),
                model);
    }

    /** Recorded once, however often it is told. */
    @PostMapping("/offers/{key}/sent")
    String sent(@PathVariable UUID key, @RequestParam Way way, @AuthenticationPrincipal SignedIn reader, Model model) {
        offers.sent(key, way, own(reader));
        model.addAttribute("sent", true);
        return OFFER;
    }

    @PostMapping("/notes")
    String note(
            @RequestParam(defaultValue = "") String userId,
            @RequestParam(required = false) @Nullable String text,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        partner(userId, reader).ifPresent(partner -> {
            Optional<SeenCustomer> seen = partner.customer().flatMap(no -> customers.see(no, reader.scope()));
            if (text == null || text.isBlank() || text.length() > NewNote.LONGEST) {
                model.addAttribute(
                        "noteProblem", text == null || text.isBlank() ? "note.text.missing" : "note.text.long");
            } else {
                seen.ifPresent(customer -> notes.write(
                        customer, new NewNote(null, LocalDate.now(clock), text, null), reader.name(), reader.staff()));
                model.addAttribute("noted", seen.isPresent());
            }
            show(partner, userId, reader, model);
        });
        return PANEL;
    }

    private Offered bind(Invitation invitation, ChatPartner partner, SignedIn reader) {
        return offers.ofLink(
                messages.getMessage("sidebar.bind.words", null, LocaleContextHolder.getLocale()),
                address.of("/h5/bind/" + invitation.token()).toString(),
                own(reader),
                partner.contact());
    }

    private String offered(Supplier<Offered> asked, Model model) {
        try {
            switch (asked.get()) {
                case Offered.Words words -> model.addAttribute("words", words);
                case Offered.Held held -> model.addAttribute("problem", "workbench.words.held");
                case Offered.TooEarly(var from) -> {
                    model.addAttribute("problem", "workbench.words.early");
                    model.addAttribute("from", from);
                }
                case Offered.Withdrawn() -> model.addAttribute("problem", "workbench.words.withdrawn");
                case Offered.Gone() -> model.addAttribute("problem", "workbench.gone");
            }
        } catch (DoorClosed closed) {
            model.addAttribute("problem", "sidebar.closed");
        }
        return OFFER;
    }

    private void show(ChatPartner partner, String userId, SignedIn reader, Model model) {
        model.addAttribute("partner", partner);
        model.addAttribute("userId", userId);
        partner.customer()
                .flatMap(no -> customers.find(no, reader.scope()))
                .ifPresent(profile -> model.addAttribute("customer", profile));
        model.addAttribute("tasks", chats.tasks(partner, own(reader)));
        model.addAttribute("contents", chats.contents(partner, own(reader)));
        model.addAttribute("now", clock.instant());
    }

    private Optional<ChatPartner> partner(String userId, SignedIn reader) {
        return chats.with(userId, own(reader), reader.scope());
    }

    private static StaffId own(SignedIn reader) {
        return reader.staff().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}

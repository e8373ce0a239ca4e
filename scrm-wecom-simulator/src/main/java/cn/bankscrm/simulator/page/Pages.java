package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.act.ConsoleActs;
import cn.bankscrm.simulator.act.FriendActs;
import cn.bankscrm.simulator.act.TouchActs;
import cn.bankscrm.simulator.chat.Chatting;
import cn.bankscrm.simulator.fault.Faults;
import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.http.QueryString;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.http.Response;
import cn.bankscrm.simulator.ledger.Ledger;
import cn.bankscrm.simulator.phone.SmsGateway;
import cn.bankscrm.simulator.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The pages under {@code /sim}; a form is answered with a redirect to the page it came from. */
public final class Pages {
    private static final String FORMS = "/sim/page/";

    private final FriendActs acts;
    private final ConsoleActs console;
    private final ActPage actPage;
    private final ChatPanel chat;
    private final FaultPage faultPage;
    private final PhonePage phonePage;
    private final CodePage codePage;
    private final TouchActs touches;
    private final SmsGateway sms;
    private final String style = style();

    public Pages(
            World world,
            FriendActs acts,
            ConsoleActs console,
            Chatting chatting,
            Faults faults,
            Ledger ledger,
            SmsGateway sms,
            TouchActs touches) {
        this.sms = sms;
        this.touches = touches;
        this.phonePage = new PhonePage(world);
        this.codePage = new CodePage(world);
        this.acts = acts;
        this.console = console;
        this.chat = new ChatPanel(chatting);
        this.actPage = new ActPage(world, ledger, chat);
        this.faultPage = new FaultPage(faults);
    }

    /** The page, or nothing where the path is none of ours. */
    public Optional<Response> handle(Request request) {
        if (request.path().startsWith(FORMS) && request.isPost()) {
            return Optional.of(submitted(request));
        }
        return switch (request.path()) {
            case "/sim", "/sim/" -> Optional.of(Response.html(actPage.html(request)));
            case "/sim/sms" ->
                Optional.of(request.isPost() ? sms.take(request) : Response.html(InboxPage.html(sms.messages())));
            case PhonePage.PATH -> Optional.of(Response.html(phonePage.html(request)));
            case "/sim/switches" -> Optional.of(Response.html(faultPage.html()));
            case "/sim/style.css" -> Optional.of(Response.css(style));
            default -> codePage.handle(request);
        };
    }

    private Response submitted(Request request) {
        try {
            return perform(request.path().substring(FORMS.length()), request.form());
        } catch (BadRequest refusal) {
            return Response.html(
                    400, Html.document("没有做成", "<p class=\"problem\">" + Html.text(refusal.sentence()) + "</p>"));
        }
    }

    private Response perform(String act, Map<String, String> form) {
        String customer = form.getOrDefault("customer", "");
        String member = form.getOrDefault("member", "");
        switch (act) {
            case "new-customer" -> {
                String name = form.getOrDefault("name", "").strip();
                return toActs(acts.newCustomer(name.isEmpty() ? "新客户" : name, 0).externalUserid(), member);
            }
            case "scan" -> acts.scans(customer, member, "");
            case "scan-code" -> {
                String who = customer.isEmpty()
                        ? acts.newCustomer(
                                        form.getOrDefault("name", "").isBlank()
                                                ? "新客户"
                                                : form.getOrDefault("name", "").strip(),
                                        0)
                                .externalUserid()
                        : customer;
                return toActs(
                        who, acts.scansCode(who, form.getOrDefault("code", "")).userid());
            }
            case "ask" -> acts.asks(customer, member, "");
            case "accept" -> acts.accepts(member, customer);
            case "customer-deletes" -> acts.customerDeletes(customer, member);
            case "member-deletes" -> acts.memberDeletes(member, customer);
            case "remark" -> acts.remarks(member, customer, form.getOrDefault("remark", ""));
            case "say" -> chat.say(form);
            case "tag" -> acts.tags(member, customer, form.getOrDefault("tag", ""));
            case "untag" -> acts.untags(member, customer, form.getOrDefault("tag", ""));
            case "new-tag" ->
                console.addTag(
                        form.getOrDefault("group", "").strip(),
                        form.getOrDefault("name", "").strip());
            case "rename-tag" ->
                console.renameTag(
                        form.getOrDefault("tag", ""),
                        form.getOrDefault("name", "").strip());
            case "delete-tag" -> console.deleteTag(form.getOrDefault("tag", ""));
            case "confirm-send" -> {
                touches.confirms(member, form.getOrDefault("msgid", ""));
                return toPhone("member", member);
            }
            case "publish-moment" -> {
                touches.publishes(member, form.getOrDefault("moment", ""));
                return toPhone("member", member);
            }
            case "like-moment", "comment-moment" -> {
                touches.reacts(customer, member, form.getOrDefault("moment", ""), act.startsWith("comment"));
                return toPhone("customer", customer);
            }
            case "open-link" -> {
                touches.opens(form.getOrDefault("url", ""));
                return toPhone("customer", customer);
            }
            case "fault" -> {
                faultPage.set(form);
                return Response.redirect("/sim/switches");
            }
            case "no-faults" -> {
                faultPage.clear();
                return Response.redirect("/sim/switches");
            }
            default -> throw new BadRequest("没有这个操作");
        }
        return toActs(customer, member);
    }

    private static Response toPhone(String whose, String id) {
        return Response.redirect(PhonePage.PATH + "?" + QueryString.encode(Map.of(whose, id)));
    }

    private static Response toActs(String customer, String member) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("customer", customer);
        query.put("member", member);
        return Response.redirect("/sim?" + QueryString.encode(query));
    }

    private static String style() {
        try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream("style.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package cn.bankscrm.web.realname;

import cn.bankscrm.core.realname.BindingOutcome;
import cn.bankscrm.core.realname.CodeRequest;
import cn.bankscrm.core.realname.ConsentText;
import cn.bankscrm.core.realname.ConsentTexts;
import cn.bankscrm.core.realname.Invitation;
import cn.bankscrm.core.realname.Invitations;
import cn.bankscrm.core.realname.LinkAnswer;
import cn.bankscrm.core.realname.LinkRoute;
import cn.bankscrm.core.realname.LinkState;
import cn.bankscrm.core.realname.LinkStatement;
import cn.bankscrm.core.realname.Mobile;
import cn.bankscrm.core.realname.Route;
import cn.bankscrm.web.realname.RouteMetrics.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The customer's page: who asks and why, three fields, done. What was typed goes back into the page and nowhere else:
 * there is no session that could keep it, and no address that could hold it.
 */
@RequestMapping("/h5/bind/{token}")
@Controller
class BindPageController {

    static final String PAGES = "/h5/bind";
    private static final int GONE = HttpStatus.GONE.value();

    private final LinkRoute route;
    private final Invitations invitations;
    private final ConsentTexts texts;
    private final VisitorIdentity visitors;
    private final WeChatVisit weChat;
    private final BankName bank;
    private final RouteMetrics metrics;

    BindPageController(
            LinkRoute route,
            Invitations invitations,
            ConsentTexts texts,
            VisitorIdentity visitors,
            WeChatVisit weChat,
            BankName bank,
            RouteMetrics metrics) {
        this.route = route;
        this.invitations = invitations;
        this.texts = texts;
        this.visitors = visitors;
        this.weChat = weChat;
        this.bank = bank;
        this.metrics = metrics;
    }

    @ModelAttribute("bank")
    String bankName() {
        return bank.get();
    }

    @GetMapping
    String open(@PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model model) {
        return switch (invitations.open(token)) {
            case LinkState.Closed(var why) -> closed(token, why, response, model);
            case LinkState.Open(var invitation) -> {
                if (!route.available()) {
                    yield PhoneRefusal.off(response, model);
                }
                Optional<String> away = weChat.sendThere("/h5/bind/" + token + "/wechat", PAGES, request, response);
                yield away.isPresent()
                        ? "redirect:" + away.get()
                        : form(invitation, BindForm.empty(null), Map.of(), model);
            }
        };
    }

    /** Back from WeChat. Whatever it said: the form comes, with or without knowing who looks at it. */
    @GetMapping("/wechat")
    String backFromWeChat(
            @PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model model) {
        return switch (invitations.open(token)) {
            case LinkState.Closed(var why) -> closed(token, why, response, model);
            case LinkState.Open(var invitation) -> {
                String who = weChat.personBack(PAGES, request, response)
                        .map(person -> visitors.seal(token, person))
                        .orElse(null);
                yield form(invitation, BindForm.empty(who), Map.of(), model);
            }
        };
    }

    @PostMapping("/code")
    String sendCode(
            @PathVariable String token,
            @ModelAttribute BindForm form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!route.available()) {
            return PhoneRefusal.off(response, model);
        }
        Optional<Mobile> mobile = form.mobileNumber();
        if (mobile.isEmpty()) {
            return again(token, form, Map.of(BindForm.MOBILE, "bind.mobile.wrong"), response, model);
        }
        return switch (route.sendCode(token, mobile.get(), VisitorIdentity.visit(request), bank.get())) {
            case CodeRequest.Sent(var pause) -> {
                model.addAttribute("sentTo", mobile.get().toString());
                model.addAttribute("again", pause.toSeconds());
                yield again(token, form, Map.of(), response, model);
            }
            case CodeRequest.TooOften(var pause) -> {
                metrics.refused(Refusal.LIMIT);
                yield tooOften(token, form, pause, response, model);
            }
            case CodeRequest.NoMore() -> {
                metrics.refused(Refusal.LIMIT);
                yield again(token, form, Map.of(BindForm.CODE, "bind.code.noMore"), response, model);
            }
            case CodeRequest.NotSent() ->
                again(token, form, Map.of(BindForm.CODE, "bind.code.notSent"), response, model);
            case CodeRequest.Closed(var why) -> closed(token, why, response, model);
        };
    }

    @PostMapping
    String answer(
            @PathVariable String token,
            @ModelAttribute BindForm form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Map<String, String> faults = form.faults();
        ConsentText text = texts.current();
        if (faults.isEmpty() && !text.version().equals(form.version())) {
            return again(token, form.notAgreed(), Map.of("agreed", "bind.agreed.newText"), response, model);
        }
        if (!faults.isEmpty()) {
            return again(token, form, faults, response, model);
        }
        LinkStatement statement = new LinkStatement(
                form.personName().orElseThrow(),
                form.mobileNumber().orElseThrow(),
                form.digits(),
                text.version(),
                visitors.open(token, form.who()).orElse(null));
        LinkAnswer answer = Evenly.answer(() -> route.answer(token, statement, VisitorIdentity.visit(request)));
        return switch (answer) {
            case LinkAnswer.Decided(var outcome, var consent) -> decided(outcome, consent, model);
            case LinkAnswer.WrongCode(var exhausted) -> {
                metrics.refused(Refusal.WRONG_CODE);
                yield again(
                        token,
                        form,
                        Map.of(BindForm.CODE, exhausted ? "bind.code.exhausted" : "bind.code.wrong"),
                        response,
                        model);
            }
            case LinkAnswer.TooOften(var pause) -> {
                metrics.refused(Refusal.LIMIT);
                yield tooOften(token, form, pause, response, model);
            }
            case LinkAnswer.Closed(var why) -> closed(token, why, response, model);
        };
    }

    /** Certified, or received: everything that a person has to look at reads the same. */
    private String decided(BindingOutcome outcome, Optional<String> consent, Model model) {
        metrics.decided(Route.LINK, outcome);
        if (outcome.certified()) {
            model.addAttribute("consent", consent.orElse(null));
            return "realname/done";
        }
        return "realname/received";
    }

    private String form(Invitation invitation, BindForm form, Map<String, String> faults, Model model) {
        model.addAttribute("invitation", invitation);
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("text", texts.current());
        return "realname/bind";
    }

    private String again(
            String token, BindForm form, Map<String, String> faults, HttpServletResponse response, Model model) {
        return switch (invitations.open(token)) {
            case LinkState.Open(var invitation) -> form(invitation, form, faults, model);
            case LinkState.Closed(var why) -> closed(token, why, response, model);
        };
    }

    private String tooOften(String token, BindForm form, Duration pause, HttpServletResponse response, Model model) {
        PhoneRefusal.tooOften(pause, response, model);
        return again(token, form, Map.of(BindForm.CODE, "bind.tooOften"), response, model);
    }

    private String closed(String token, LinkState.Why why, HttpServletResponse response, Model model) {
        boolean unknown = why == LinkState.Why.UNKNOWN;
        metrics.refused(unknown ? Refusal.FORGED_LINK : Refusal.CLOSED_LINK);
        response.setStatus(unknown ? HttpStatus.NOT_FOUND.value() : GONE);
        model.addAttribute("why", why.name());
        model.addAttribute("token", unknown ? null : token);
        return "realname/closed";
    }
}

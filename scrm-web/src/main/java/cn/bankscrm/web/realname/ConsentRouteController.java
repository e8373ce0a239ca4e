package cn.bankscrm.web.realname;

import cn.bankscrm.core.realname.CodeRequest;
import cn.bankscrm.core.realname.ConsentAnswer;
import cn.bankscrm.core.realname.ConsentRoute;
import cn.bankscrm.core.realname.LinkRoute;
import cn.bankscrm.core.realname.Mobile;
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
 * The customer's way back to the own consent, from a link that has served: WeChat says who they are, or a code proves
 * the mobile number. To a stranger the pages read the same whatever there is.
 */
@RequestMapping("/h5/bind/{token}/consent")
@Controller
class ConsentRouteController {

    private final ConsentRoute route;
    private final LinkRoute link;
    private final WeChatVisit weChat;
    private final BankName bank;
    private final RouteMetrics metrics;

    ConsentRouteController(
            ConsentRoute route, LinkRoute link, WeChatVisit weChat, BankName bank, RouteMetrics metrics) {
        this.route = route;
        this.link = link;
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
        if (!route.knows(token)) {
            return unknown(response, model);
        }
        return weChat.sendThere("/h5/bind/" + token + "/consent/wechat", BindPageController.PAGES, request, response)
                .map(away -> "redirect:" + away)
                .orElseGet(() -> form(token, BindForm.empty(null), Map.of(), response, model));
    }

    /** Back from WeChat: to the own consent, or to the code for whom WeChat does not know as this friend. */
    @GetMapping("/wechat")
    String backFromWeChat(
            @PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model model) {
        if (!route.knows(token)) {
            return unknown(response, model);
        }
        return weChat.personBack(BindPageController.PAGES, request, response)
                .flatMap(person -> route.of(token, person))
                .map(ConsentRouteController::page)
                .orElseGet(() -> form(token, BindForm.empty(null), Map.of(), response, model));
    }

    @PostMapping("/code")
    String sendCode(
            @PathVariable String token,
            @ModelAttribute BindForm form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!link.available()) {
            return PhoneRefusal.off(response, model);
        }
        Optional<Mobile> mobile = form.mobileNumber();
        if (mobile.isEmpty()) {
            return form(token, form, Map.of(BindForm.MOBILE, "bind.mobile.wrong"), response, model);
        }
        return switch (route.sendCode(token, mobile.get(), VisitorIdentity.visit(request), bank.get())) {
            case CodeRequest.Sent(var pause) -> {
                model.addAttribute("sentTo", mobile.get().toString());
                model.addAttribute("again", pause.toSeconds());
                yield form(token, form, Map.of(), response, model);
            }
            case CodeRequest.TooOften(var pause) -> tooOften(token, form, pause, response, model);
            case CodeRequest.NoMore() -> {
                metrics.refused(Refusal.LIMIT);
                yield form(token, form, Map.of(BindForm.CODE, "own.code.noMore"), response, model);
            }
            case CodeRequest.NotSent() ->
                form(token, form, Map.of(BindForm.CODE, "bind.code.notSent"), response, model);
            case CodeRequest.Closed(var why) -> unknown(response, model);
        };
    }

    @PostMapping
    String answer(
            @PathVariable String token,
            @ModelAttribute BindForm form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Map<String, String> faults = form.proofFaults();
        if (!faults.isEmpty()) {
            return form(token, form, faults, response, model);
        }
        Mobile mobile = form.mobileNumber().orElseThrow();
        ConsentAnswer answer =
                Evenly.answer(() -> route.answer(token, mobile, form.digits(), VisitorIdentity.visit(request)));
        return switch (answer) {
            case ConsentAnswer.Theirs(var consent) -> page(consent);
            case ConsentAnswer.NotTheirs() -> {
                metrics.refused(Refusal.NOT_THEIRS);
                yield form(token, BindForm.empty(null), Map.of(BindForm.CODE, "own.none"), response, model);
            }
            case ConsentAnswer.WrongCode(var exhausted) -> {
                metrics.refused(Refusal.WRONG_CODE);
                yield form(
                        token,
                        form,
                        Map.of(BindForm.CODE, exhausted ? "bind.code.exhausted" : "bind.code.wrong"),
                        response,
                        model);
            }
            case ConsentAnswer.TooOften(var pause) -> tooOften(token, form, pause, response, model);
            case ConsentAnswer.Unknown() -> unknown(response, model);
        };
    }

    private static String page(String consent) {
        return "redirect:/h5/consent/" + consent;
    }

    private String form(
            String token, BindForm form, Map<String, String> faults, HttpServletResponse response, Model model) {
        if (!link.available()) {
            return PhoneRefusal.off(response, model);
        }
        model.addAttribute("token", token);
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        return "realname/own";
    }

    private String tooOften(String token, BindForm form, Duration pause, HttpServletResponse response, Model model) {
        metrics.refused(Refusal.LIMIT);
        PhoneRefusal.tooOften(pause, response, model);
        return form(token, form, Map.of(BindForm.CODE, "bind.tooOften"), response, model);
    }

    private String unknown(HttpServletResponse response, Model model) {
        metrics.refused(Refusal.FORGED_LINK);
        response.setStatus(HttpStatus.NOT_FOUND.value());
        model.addAttribute("why", "UNKNOWN");
        return "realname/closed";
    }
}

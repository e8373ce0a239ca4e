package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells who stands behind a sign-in code. */
final class SignInApi {
    private static final Duration TICKET_LIFE = Duration.ofMinutes(30);

    private record Ticket(String userid, Instant end) {}

    private final World world;
    private final SignInCodes codes;
    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();

    SignInApi(World world, SignInCodes codes) {
        this.world = world;
        this.codes = codes;
    }

    void addTo(Endpoints endpoints) {
        endpoints
                .add("auth/getuserinfo", this::info)
                .add("user/getuserinfo", this::info)
                .add("auth/getuserdetail", this::detail)
                .add("get_jsapi_ticket", request -> Map.of("ticket", "TICKET_CORP_0001", "expires_in", 7200))
                .add("ticket/get", request -> Map.of("ticket", "TICKET_AGENT_0001", "expires_in", 7200));
    }

    private Map<String, Object> info(ApiRequest request) {
        if (request.query("code").isEmpty()) {
            throw new ApiError(41008, "missing code");
        }
        SignInCodes.Identity who = codes.redeem(request.query("code"));
        return who.member() ? member(who, request.query("code")) : customer(who);
    }

    private Map<String, Object> member(SignInCodes.Identity who, String code) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("userid", who.id());
        if (who.personal()) {
            String ticket = "UT" + code;
            tickets.put(ticket, new Ticket(who.id(), world.clock().instant().plus(TICKET_LIFE)));
            answer.put("user_ticket", ticket);
        }
        return answer;
    }

    private Map<String, Object> customer(SignInCodes.Identity who) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("openid", "oSim" + who.id());
        if (!world.friends().ofContact(who.id()).isEmpty()) {
            answer.put(
                    "external_userid",
                    world.friends()
                            .contact(who.id())
                            .map(Contact::externalUserid)
                            .orElse(who.id()));
        }
        return answer;
    }

    private Map<String, Object> detail(ApiRequest request) {
        Ticket ticket = tickets.get(request.text("user_ticket"));
        if (ticket == null) {
            throw new ApiError(84015, "invalid user_ticket");
        }
        if (!ticket.end().isAfter(world.clock().instant())) {
            throw new ApiError(84014, "user_ticket expired");
        }
        Member member = world.directory().member(ticket.userid()).orElseThrow(ApiError::unknownMember);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("userid", member.userid());
        answer.put("gender", "0");
        answer.put("avatar", "");
        answer.put("qr_code", "");
        answer.put("mobile", member.mobile() == null ? "" : member.mobile());
        answer.put("email", "");
        answer.put("biz_mail", "");
        answer.put("address", "");
        return answer;
    }
}

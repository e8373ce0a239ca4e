package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.chat.ChatLog;
import cn.bankscrm.simulator.fault.Fault;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.fault.Faults;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.http.Response;
import cn.bankscrm.simulator.ledger.CallEntry;
import cn.bankscrm.simulator.ledger.Ledger;
import cn.bankscrm.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything under {@code /cgi-bin/}: token, limits and faults first, then the path's own class. A refusal is HTTP 200
 * with its code, as WeCom's are.
 */
public final class ApiRouter {
    private static final String PREFIX = "/cgi-bin/";
    /** Of no document: what a client does with it is up to the client. */
    private static final int UNKNOWN_CODE = 987_654;

    private final Endpoints endpoints = new Endpoints();
    private final Answers answers = new Answers();
    private final Tokens tokens;
    private final RateLimiter limiter;
    private final Faults faults;
    private final Ledger ledger;
    private final InstantSource realTime;

    public ApiRouter(
            CorpSettings corp,
            Limits limits,
            World world,
            ChatLog chats,
            SignInCodes codes,
            Faults faults,
            Ledger ledger,
            InstantSource realTime,
            TagEcho echo) {
        this.tokens = new Tokens(corp, realTime);
        this.limiter = new RateLimiter(limits, realTime);
        this.faults = faults;
        this.ledger = ledger;
        this.realTime = realTime;
        WriteGate gate = new WriteGate(limits);
        AccessApi.addTo(endpoints);
        new DirectoryApi(world.directory()).addTo(endpoints);
        new CustomerApi(world, gate).addTo(endpoints);
        new CorpTagApi(world, gate, limits, echo).addTo(endpoints);
        new InterceptRuleApi(world).addTo(endpoints);
        new MassSendApi(world).addTo(endpoints);
        new MomentApi(world).addTo(endpoints);
        new WelcomeApi(world).addTo(endpoints);
        new ContactWayApi(world).addTo(endpoints);
        new LeaverApi(world).addTo(endpoints);
        new StatisticsApi(world).addTo(endpoints);
        new SignInApi(world, codes).addTo(endpoints);
        new ArchiveApi(world, chats).addTo(endpoints);
    }

    public Tokens tokens() {
        return tokens;
    }

    public Response handle(Request request) {
        Instant begin = realTime.instant();
        String path = pathOf(request);
        Optional<Fault> slow = faults.strikes(FaultKind.SLOW);
        slow.ifPresent(fault -> rest(fault.time()));
        Outcome outcome = faults.strikes(FaultKind.HTTP_500).isPresent()
                ? new Outcome(0, Response.text(500, "Internal Server Error"))
                : spoilt(answer(path, request));
        ledger.enter(new CallEntry(
                0,
                begin,
                request.method(),
                path,
                request.remote(),
                outcome.response().status(),
                outcome.code(),
                Duration.between(begin, realTime.instant()).toMillis()));
        return outcome.response();
    }

    private record Outcome(int code, Response response) {}

    private Outcome answer(String path, Request request) {
        try {
            if (path.equals("gettoken")) {
                return success(grant(request));
            }
            Endpoint endpoint =
                    endpoints.find(path).orElseThrow(() -> new ApiError(48005, "api forbidden for being abandoned"));
            String token = request.param("access_token");
            String app = tokens.appOfToken(token);
            suffer(path, token);
            limiter.count(path);
            ApiRequest call = new ApiRequest(request, app);
            try {
                return success(endpoint.answer(call));
            } catch (ApiError error) {
                return refusal(error, call.wellFormed(), request);
            }
        } catch (ApiError error) {
            return refusal(error, true, request);
        }
    }

    private Map<String, Object> grant(Request request) {
        Tokens.Granted granted = tokens.grant(request.param("corpid"), request.param("corpsecret"), request.remote());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", granted.token());
        answer.put("expires_in", granted.life());
        return answer;
    }

    private void suffer(String path, String token) {
        if (faults.strikes(FaultKind.TOKEN_EXPIRED).isPresent()) {
            tokens.withdraw(token);
            throw new ApiError(42001, "access_token expired");
        }
        if (faults.strikes(FaultKind.SYSTEM_BUSY).isPresent()) {
            throw new ApiError(-1, "system busy");
        }
        if (faults.strikes(FaultKind.UNKNOWN_CODE).isPresent()) {
            throw new ApiError(UNKNOWN_CODE, "something new");
        }
        Optional<Fault> limited = faults.strikes(FaultKind.RATE_LIMIT);
        if (limited.isPresent()) {
            limiter.shut(path, limited.get().time());
            throw RateLimiter.tooMany();
        }
    }

    private Outcome success(Map<String, Object> fields) {
        return new Outcome(0, Response.json(200, answers.success(fields)));
    }

    private Outcome refusal(ApiError error, boolean wellFormed, Request request) {
        byte[] body = answers.refusal(error, wellFormed, request.remote(), realTime.instant());
        return new Outcome(error.code(), Response.json(200, body));
    }

    private Outcome spoilt(Outcome outcome) {
        byte[] body = outcome.response().body();
        if (faults.strikes(FaultKind.MALFORMED).isPresent()) {
            return new Outcome(outcome.code(), Response.json(200, Arrays.copyOf(body, body.length / 2)));
        }
        if (faults.strikes(FaultKind.EMPTY).isPresent()) {
            return new Outcome(outcome.code(), Response.json(200, new byte[0]));
        }
        return outcome;
    }

    private static String pathOf(Request request) {
        String path = request.path()
                .substring(Math.min(PREFIX.length(), request.path().length()));
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

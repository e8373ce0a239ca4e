package cn.bankscrm.simulator.control;

import cn.bankscrm.simulator.api.Tokens;
import cn.bankscrm.simulator.callback.CallbackAddress;
import cn.bankscrm.simulator.callback.Courier;
import cn.bankscrm.simulator.fault.Fault;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.fault.Faults;
import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.http.Json;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.http.Response;
import cn.bankscrm.simulator.ledger.Ledger;
import cn.bankscrm.simulator.replay.ReplayOrder;
import cn.bankscrm.simulator.replay.ReplayStatus;
import cn.bankscrm.simulator.replay.Replays;
import cn.bankscrm.simulator.world.VirtualClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Steers the simulator over HTTP: {@code /sim/replay}, {@code /sim/status}, {@code /sim/faults}, {@code /sim/ledger},
 * {@code /sim/clock}, {@code /sim/callback}, {@code /sim/tokens}, {@code /sim/act}, {@code /sim/archive}. Answers are
 * JSON.
 */
public final class ControlApi {
    private static final int LARGEST_PAGE = 5000;

    private record FaultView(String kind, double share, double seconds) {}

    private final VirtualClock clock;
    private final InstantSource realTime;
    private final Replays replays;
    private final Faults faults;
    private final Ledger ledger;
    private final Courier courier;
    private final Tokens tokens;
    private final ActsByName acts;
    private final ArchiveControl archive;

    public ControlApi(
            VirtualClock clock,
            InstantSource realTime,
            Replays replays,
            Faults faults,
            Ledger ledger,
            Courier courier,
            Tokens tokens,
            ActsByName acts,
            ArchiveControl archive) {
        this.clock = clock;
        this.realTime = realTime;
        this.replays = replays;
        this.faults = faults;
        this.ledger = ledger;
        this.courier = courier;
        this.tokens = tokens;
        this.acts = acts;
        this.archive = archive;
    }

    /** The answer, or nothing where the path is none of ours. */
    public Optional<Response> handle(Request request) {
        return switch (request.path()) {
            case "/sim/replay" -> Optional.of(replay(request));
            case "/sim/status" -> Optional.of(Response.json(status()));
            case "/sim/faults" -> Optional.of(faults(request));
            case "/sim/ledger" -> Optional.of(ledger(request));
            case "/sim/clock" -> Optional.of(clock(request));
            case "/sim/callback" -> Optional.of(callback(request));
            case "/sim/tokens" -> Optional.of(tokens(request));
            case "/sim/act" -> Optional.of(Response.json(acts.perform(body(request))));
            default -> archive.handle(request, ControlApi::body);
        };
    }

    private Response replay(Request request) {
        if (request.method().equals("DELETE")) {
            replays.close();
            return Response.json(status());
        }
        if (request.isPost()) {
            replays.start(order(body(request)));
        }
        return Response.json(status());
    }

    private static ReplayOrder order(JsonNode body) {
        ReplayOrder all = ReplayOrder.everything();
        try {
            return new ReplayOrder(
                    Moments.read(body.path("from")).orElse(all.from()),
                    Moments.read(body.path("to")).orElse(all.to()),
                    body.path("speed").asDouble(0),
                    body.path("concurrency").asInt(all.concurrency()));
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> status() {
        ReplayStatus replay = replays.status();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("state", replay.state());
        status.put("running", replay.running());
        status.put("total", replay.total());
        status.put("done", replay.done());
        status.put("millis", replay.millis());
        status.put("now", clock.seconds());
        status.put("moment", clock.instant());
        status.put("clock_running", clock.isRunning());
        return status;
    }

    private Response faults(Request request) {
        if (request.method().equals("DELETE")) {
            faults.clear();
        } else if (request.isPost()) {
            JsonNode body = body(request);
            (body.isArray() ? List.copyOf(body.valueStream().toList()) : List.of(body))
                    .forEach(item -> faults.set(fault(item)));
        }
        return Response.json(Map.of(
                "faults",
                faults.active().stream()
                        .map(fault -> new FaultView(
                                fault.kind().wireName(),
                                fault.share(),
                                fault.time().toMillis() / 1000.0))
                        .toList()));
    }

    private static Fault fault(JsonNode item) {
        String name = item.path("kind").asString("");
        FaultKind kind = FaultKind.of(name).orElseThrow(() -> new BadRequest("unknown fault kind: " + name));
        try {
            return new Fault(
                    kind,
                    item.path("share").asDouble(1),
                    Duration.ofMillis(Math.round(item.path("seconds").asDouble(0) * 1000)));
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }

    private Response ledger(Request request) {
        int limit = Math.clamp(number(request, "limit", 100), 0, LARGEST_PAGE);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("totals", ledger.totals());
        answer.put("callbacks", ledger.callbacks(number(request, "callbacks_after", 0), limit));
        answer.put("calls", ledger.calls(number(request, "calls_after", 0), limit));
        return Response.json(answer);
    }

    /** Sets, moves, stops and starts the clock; {@code "real"} makes it run with real time. */
    private Response clock(Request request) {
        if (request.isPost()) {
            JsonNode body = body(request);
            if (body.path("real").asBoolean(false)) {
                clock.set(realTime.instant());
                clock.run();
            }
            Moments.read(body.path("now")).ifPresent(clock::set);
            clock.advance(Duration.ofSeconds(body.path("advance_seconds").asLong(0)));
            if (body.has("running")) {
                if (body.path("running").asBoolean(false)) {
                    clock.run();
                } else {
                    clock.stand();
                }
            }
        }
        return Response.json(status());
    }

    /** Saves the callback address and says whether each app's callback passes WeCom's check of it. */
    private Response callback(Request request) {
        try {
            courier.sendTo(CallbackAddress.of(body(request).path("url").asString("")));
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
        return Response.json(Map.of("customer", courier.verified("customer"), "contact", courier.verified("contact")));
    }

    private Response tokens(Request request) {
        if (request.method().equals("DELETE")) {
            tokens.withdrawAll();
        }
        return Response.json(Map.of("withdrawn", request.method().equals("DELETE")));
    }

    private static long number(Request request, String name, long otherwise) {
        String text = request.param(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadRequest(name + " must be a number");
        }
    }

    private static JsonNode body(Request request) {
        try {
            return request.body().isBlank() ? Json.emptyObject() : Json.MAPPER.readTree(request.body());
        } catch (JacksonException e) {
            throw new BadRequest("the body is not JSON: " + e.getOriginalMessage());
        }
    }
}

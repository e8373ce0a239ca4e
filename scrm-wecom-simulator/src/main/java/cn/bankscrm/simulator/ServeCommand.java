package cn.bankscrm.simulator;

import cn.bankscrm.simulator.api.Limits;
import cn.bankscrm.simulator.control.Moments;
import cn.bankscrm.simulator.data.WeComFolder;
import cn.bankscrm.simulator.life.BankApp;
import cn.bankscrm.simulator.life.PlatformClient;
import cn.bankscrm.simulator.life.Prospect;
import cn.bankscrm.simulator.life.Prospects;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the simulator until the process is told to end. */
final class ServeCommand {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

    private static final Set<String> VALUED = Set.of(
            "data",
            "host",
            "port",
            "callback",
            "corp-id",
            "token",
            "aes-key",
            "secret",
            "wechat",
            "sms-token",
            "clock",
            "token-seconds",
            "retries",
            "retry-seconds",
            "fault-seed",
            "ledger-size",
            "journal",
            "archive-key",
            "archive-keys",
            "life",
            "bank-api",
            "bank-client");
    private static final Set<String> FLAGS = Set.of("no-limits", "one-way");

    static final String USAGE = """
            simulator --data DIR [--port 8090] [--host 127.0.0.1] [--callback URL]
              --callback URL       the platform's root, its /wecom/callback, or a pattern with {app}
              --corp-id ID         --token [APP=]TOKEN  --aes-key [APP=]KEY  --secret APP=SECRET (repeatable)
              --wechat APPID=SECRET  the bank's official account in WeChat
              --sms-token TOKEN    that senders of text messages must show; they are read at /sim/sms
              --clock WHEN         start (before the first event; the default), end, now (the default with --life), a date or a moment
              --token-seconds N    life of an access token (7200)
              --retries N          tries of a callback after the first (3), --retry-seconds S apart (1.5)
              --no-limits          no rate limits, no parallel limits
              --one-way            keep showing friends who deleted the member, as WeCom does
              --fault-seed N       --ledger-size N
              --journal FILE       keeps what people do from now on over a restart
              --archive-key FILE   private key (PEM) of the archive; repeatable, the last seals; without it one is made (/sim/archive/keys)
              --archive-keys DIR   the same from a folder, 1.pem and on, into which a rotation (POST /sim/archive/rotate) writes the next
              --life S             every S seconds on average somebody adds, deletes, certifies or tags
              --bank-api URL       the platform, to which the bank's app tells of certifications, as --bank-client ID:SECRET
            generate --out DIR [--seed N] [--institutions 20] [--staff 300] [--customers 60000] [--contacts 40000]
                     [--today DATE]
            archive-key --out FILE   makes a private key for the archive
            Every option is also read from the environment: SIMULATOR_CORP_ID, SIMULATOR_SECRET=a=x,b=y …
            """;

    private final CommandLine line;

    ServeCommand(List<String> arguments, Map<String, String> environment) {
        this.line = CommandLine.of(arguments, environment, VALUED, FLAGS);
    }

    void run() throws InterruptedException {
        try (WeComSimulator simulator = plan().start()) {
            line.decimal("life").ifPresent(seconds -> live(simulator, seconds));
            log.info("WeCom simulator ready: API {} , pages {}/sim", simulator.baseUri(), simulator.baseUri());
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop"));
            Thread.currentThread().join();
        }
    }

    private void live(WeComSimulator simulator, double seconds) {
        List<Prospect> prospects = line.value("data")
                .map(Path::of)
                .map(folder -> Prospects.read(new WeComFolder(folder).bankFolder()))
                .orElse(List.of());
        simulator.live(Duration.ofMillis(Math.round(seconds * 1000)), prospects, bankApp());
    }

    /** Without the platform's address nobody certifies. */
    private BankApp bankApp() {
        return line.value("bank-api")
                .<BankApp>map(url -> {
                    String client = line.value("bank-client").orElse("");
                    int colon = client.indexOf(':');
                    if (colon < 1) {
                        throw new IllegalArgumentException("--bank-client wants ID:SECRET");
                    }
                    return new PlatformClient(URI.create(url), client.substring(0, colon), client.substring(colon + 1));
                })
                .orElse((customer, externalUserid, at) -> false);
    }

    SimulatorBuilder plan() {
        SimulatorBuilder builder = WeComSimulator.builder()
                .host(line.value("host").orElse("127.0.0.1"))
                .port(line.number("port", 8090))
                .tokenLife(Duration.ofSeconds(line.number("token-seconds", 7200)))
                .retries(line.number("retries", 3))
                .faultSeed(line.number("fault-seed", 1))
                .ledgerSize(line.number("ledger-size", 10_000));
        line.value("data").map(Path::of).ifPresent(builder::data);
        line.values("archive-key").forEach(file -> builder.archiveKey(ArchiveKeyCommand.read(Path.of(file))));
        line.value("archive-keys").map(Path::of).ifPresent(builder::archiveKeys);
        line.value("journal").map(Path::of).ifPresent(builder::journal);
        line.value("callback").ifPresent(builder::callbackTo);
        line.value("corp-id").ifPresent(builder::corpId);
        line.decimal("retry-seconds")
                .ifPresent(seconds -> builder.retryPause(Duration.ofMillis(Math.round(seconds * 1000))));
        if (line.flag("no-limits")) {
            builder.limits(Limits.NONE);
        }
        if (line.flag("one-way")) {
            builder.oneWayRelationsRemain();
        }
        line.values("secret").forEach(pair -> named(pair, builder::secret));
        line.values("wechat").forEach(pair -> named(pair, builder::weChat));
        line.value("sms-token").ifPresent(builder::smsToken);
        keys(builder);
        clock(builder);
        return builder;
    }

    private void clock(SimulatorBuilder builder) {
        String when = line.value("clock").orElse(startsWithLife() ? "now" : "start");
        switch (when) {
            case "start" -> builder.clockAtStart();
            case "end" -> builder.clockAtEnd();
            case "now" -> {} // runs with real time, as it does by itself
            default -> builder.clockAt(Moments.parse(when));
        }
    }

    private boolean startsWithLife() {
        return line.value("data").isEmpty() || line.value("life").isPresent();
    }

    private void keys(SimulatorBuilder builder) {
        Map<String, String> tokens = byApp(line.values("token"));
        Map<String, String> aesKeys = byApp(line.values("aes-key"));
        String token = tokens.getOrDefault("", WeComSimulator.DEMO_TOKEN);
        String aesKey = aesKeys.getOrDefault("", WeComSimulator.DEMO_AES_KEY);
        builder.callbackKeys(token, aesKey);
        tokens.forEach((app, own) -> {
            if (!app.isEmpty()) {
                builder.callbackKeys(app, own, aesKeys.getOrDefault(app, aesKey));
            }
        });
    }

    private static Map<String, String> byApp(List<String> values) {
        Map<String, String> result = new LinkedHashMap<>();
        for (String value : values) {
            int equals = value.indexOf('=');
            result.put(equals < 0 ? "" : value.substring(0, equals), value.substring(equals + 1));
        }
        return result;
    }

    private static void named(String pair, BiConsumer<String, String> use) {
        int equals = pair.indexOf('=');
        if (equals < 1 || equals == pair.length() - 1) {
            throw new IllegalArgumentException("--secret and --wechat want APP=SECRET");
        }
        use.accept(pair.substring(0, equals), pair.substring(equals + 1));
    }
}

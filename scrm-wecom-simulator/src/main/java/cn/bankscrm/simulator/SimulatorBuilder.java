package cn.bankscrm.simulator;

import cn.bankscrm.simulator.api.CorpSettings;
import cn.bankscrm.simulator.api.Limits;
import cn.bankscrm.simulator.callback.CallbackAddress;
import cn.bankscrm.simulator.callback.CallbackKeys;
import cn.bankscrm.simulator.callback.CallbackSettings;
import cn.bankscrm.simulator.callback.DeliveryRule;
import cn.bankscrm.simulator.chat.ChatKeys;
import cn.bankscrm.simulator.data.Journal;
import cn.bankscrm.simulator.data.WeComData;
import cn.bankscrm.simulator.data.WeComFolder;
import cn.bankscrm.simulator.generate.BankGenerator;
import cn.bankscrm.simulator.generate.BankPlan;
import cn.bankscrm.simulator.world.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what a simulator is made of. Everything has a default: an empty corp on a free port of the local host. */
public final class SimulatorBuilder {
    private WeComData data = WeComData.empty();
    private Journal journal = Journal.none();
    private String host = "127.0.0.1";
    private int port;
    private @Nullable CallbackAddress callback;
    private String corpId = WeComSimulator.DEMO_CORP_ID;
    private CallbackKeys keys = new CallbackKeys(WeComSimulator.DEMO_TOKEN, WeComSimulator.DEMO_AES_KEY);
    private final Map<String, CallbackKeys> keysByApp = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private String weChatAppId = WeComSimulator.DEMO_WECHAT_APP_ID;
    private String weChatSecret = WeComSimulator.DEMO_WECHAT_SECRET;
    private String smsToken = "";
    private Duration tokenLife = Duration.ofHours(2);
    private int wrongSecretsAllowed = 20;
    private Limits limits = Limits.WECOM;
    private DeliveryRule rule = DeliveryRule.WECOM;
    private boolean oneWayRemains;
    private boolean apiEchoes;
    private final List<String> archiveKeys = new ArrayList<>();
    private @Nullable Path archiveKeyFolder;
    private long faultSeed = 1;
    private int ledgerSize = 10_000;
    private InstantSource realTime = InstantSource.system();
    private @Nullable Instant standingAt;
    private boolean clockAtStart;
    private boolean clockAtEnd;

    SimulatorBuilder() {}

    /** Loads a folder of the form of a reference bank's {@code wecom/}; the bank's whole folder serves as well. */
    public SimulatorBuilder data(Path folder) {
        return data(new WeComFolder(folder).read());
    }

    /** Makes a bank from a seed, without writing it anywhere. */
    public SimulatorBuilder generated(BankPlan plan) {
        return data(BankGenerator.generate(plan).weCom());
    }

    /** Takes what WeCom knows as it is. */
    public SimulatorBuilder data(WeComData corp) {
        data = corp;
        return this;
    }

    /** Keeps in a file what people do from now on, so that a restart knows of it. */
    public SimulatorBuilder journal(Path file) {
        journal = Journal.at(file);
        return this;
    }

    /** The address to listen on; the local host by default. */
    public SimulatorBuilder host(String name) {
        host = name;
        return this;
    }

    /** The port to listen on; 0, the default, takes any free one. */
    public SimulatorBuilder port(int number) {
        port = number;
        return this;
    }

    /** Where callbacks go: the platform's root, its {@code /wecom/callback}, or a pattern with {@code {app}}. */
    public SimulatorBuilder callbackTo(String address) {
        callback = CallbackAddress.of(address);
        return this;
    }

    public SimulatorBuilder corpId(String id) {
        corpId = id;
        return this;
    }

    /** Token and EncodingAESKey of every app that has none of its own. */
    public SimulatorBuilder callbackKeys(String token, String aesKey) {
        keys = new CallbackKeys(token, aesKey);
        return this;
    }

    /** Token and EncodingAESKey of one app. */
    public SimulatorBuilder callbackKeys(String app, String token, String aesKey) {
        keysByApp.put(app, new CallbackKeys(token, aesKey));
        return this;
    }

    /** Names an app's secret. Once one is named, no other opens; with none, any that is not empty does. */
    public SimulatorBuilder secret(String app, String secret) {
        secrets.put(app, secret);
        return this;
    }

    /** The bank's official account in WeChat. */
    public SimulatorBuilder weChat(String appId, String secret) {
        weChatAppId = appId;
        weChatSecret = secret;
        return this;
    }

    /** What senders of text messages must show; without it anybody may send. */
    public SimulatorBuilder smsToken(String token) {
        smsToken = token;
        return this;
    }

    public SimulatorBuilder tokenLife(Duration life) {
        tokenLife = life;
        return this;
    }

    /** Tries with a wrong secret before the caller's address is shut out for an hour. */
    public SimulatorBuilder wrongSecretsAllowed(int tries) {
        wrongSecretsAllowed = tries;
        return this;
    }

    public SimulatorBuilder limits(Limits corpLimits) {
        limits = corpLimits;
        return this;
    }

    /** The wait before a callback's next try; 1.5 s by default. */
    public SimulatorBuilder retryPause(Duration pause) {
        rule = rule.pausing(pause);
        return this;
    }

    /** Tries after the first; 3 by default. */
    public SimulatorBuilder retries(int times) {
        rule = rule.retrying(times);
        return this;
    }

    /** How long a callback may take; 5 s by default. */
    public SimulatorBuilder callbackTimeout(Duration timeout) {
        rule = rule.within(timeout);
        return this;
    }

    /** Retries only what timed out or did not connect, whatever status was answered. */
    public SimulatorBuilder anyStatusCounts() {
        rule = new DeliveryRule(rule.timeout(), rule.retries(), rule.pause(), false);
        return this;
    }

    /** The API goes on showing a friend who deleted the member, as WeCom does. Off by default. */
    public SimulatorBuilder oneWayRelationsRemain() {
        oneWayRemains = true;
        return this;
    }

    /** What API calls change about tags is called back as well, which WeCom promises not to do. Off by default. */
    public SimulatorBuilder apiChangesAreCalledBack() {
        apiEchoes = true;
        return this;
    }

    /**
     * A private key (PEM) of the bank's, whose public half was uploaded for the archive: the first is version 1, the
     * last seals. Without any one is made.
     */
    public SimulatorBuilder archiveKey(String privateKey) {
        archiveKeys.add(privateKey);
        return this;
    }

    /** A folder of the archive's private keys, {@code 1.pem} and on, into which a rotation writes the next. */
    public SimulatorBuilder archiveKeys(Path folder) {
        archiveKeyFolder = folder;
        return this;
    }

    public SimulatorBuilder faultSeed(long seed) {
        faultSeed = seed;
        return this;
    }

    /** How many callbacks and how many calls the ledger lists. */
    public SimulatorBuilder ledgerSize(int entries) {
        ledgerSize = entries;
        return this;
    }

    /** The clock stands at a moment. Without any such call it runs with real time. */
    public SimulatorBuilder clockAt(Instant moment) {
        standingAt = moment;
        return this;
    }

    /** The clock stands just before the first friend link, as a replay wants it. */
    public SimulatorBuilder clockAtStart() {
        clockAtStart = true;
        return this;
    }

    /** The clock stands just after the last thing that the data tell of. */
    public SimulatorBuilder clockAtEnd() {
        clockAtEnd = true;
        return this;
    }

    SimulatorBuilder realTime(InstantSource source) {
        realTime = source;
        return this;
    }

    /** Starts it. */
    public WeComSimulator start() {
        return new WeComSimulator(this);
    }

    WeComData data() {
        return journal.addedTo(data);
    }

    Journal journal() {
        return journal;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    Optional<CallbackAddress> callback() {
        return Optional.ofNullable(callback);
    }

    CorpSettings corp() {
        return new CorpSettings(corpId, secrets, tokenLife, wrongSecretsAllowed);
    }

    CallbackSettings callbacks() {
        return new CallbackSettings(corpId, keys, keysByApp, rule);
    }

    String weChatAppId() {
        return weChatAppId;
    }

    String weChatSecret() {
        return weChatSecret;
    }

    String smsToken() {
        return smsToken;
    }

    Limits limits() {
        return limits;
    }

    boolean apiEchoes() {
        return apiEchoes;
    }

    boolean oneWayRemains() {
        return oneWayRemains;
    }

    ChatKeys archiveKeys() {
        ChatKeys keys = archiveKeyFolder == null ? new ChatKeys() : new ChatKeys(archiveKeyFolder);
        archiveKeys.forEach(keys::upload);
        return keys;
    }

    long faultSeed() {
        return faultSeed;
    }

    int ledgerSize() {
        return ledgerSize;
    }

    InstantSource realTime() {
        return realTime;
    }

    VirtualClock clock() {
        if (standingAt != null) {
            return VirtualClock.standing(realTime, standingAt);
        }
        if (clockAtStart) {
            return VirtualClock.standing(realTime, data.firstMoment().minusSeconds(1));
        }
        return clockAtEnd
                ? VirtualClock.standing(realTime, data.lastMoment().plusSeconds(1))
                : VirtualClock.running(realTime, realTime.instant());
    }
}

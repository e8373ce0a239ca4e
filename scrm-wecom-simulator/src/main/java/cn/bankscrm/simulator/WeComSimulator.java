package cn.bankscrm.simulator;

import cn.bankscrm.simulator.act.ConsoleActs;
import cn.bankscrm.simulator.act.FriendActs;
import cn.bankscrm.simulator.act.TouchActs;
import cn.bankscrm.simulator.api.ApiRouter;
import cn.bankscrm.simulator.api.SignInCodes;
import cn.bankscrm.simulator.api.TagEcho;
import cn.bankscrm.simulator.callback.CallbackAddress;
import cn.bankscrm.simulator.callback.Courier;
import cn.bankscrm.simulator.callback.Events;
import cn.bankscrm.simulator.chat.ChatLife;
import cn.bankscrm.simulator.chat.ChatLog;
import cn.bankscrm.simulator.chat.Chatting;
import cn.bankscrm.simulator.control.ActsByName;
import cn.bankscrm.simulator.control.ArchiveControl;
import cn.bankscrm.simulator.control.ControlApi;
import cn.bankscrm.simulator.data.Journal;
import cn.bankscrm.simulator.fault.Fault;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.fault.Faults;
import cn.bankscrm.simulator.http.HttpFront;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.http.Response;
import cn.bankscrm.simulator.ledger.Ledger;
import cn.bankscrm.simulator.life.BankApp;
import cn.bankscrm.simulator.life.Life;
import cn.bankscrm.simulator.life.Prospect;
import cn.bankscrm.simulator.page.Pages;
import cn.bankscrm.simulator.page.SignInPage;
import cn.bankscrm.simulator.phone.SmsGateway;
import cn.bankscrm.simulator.phone.WeChatAccount;
import cn.bankscrm.simulator.replay.Replay;
import cn.bankscrm.simulator.replay.ReplayOrder;
import cn.bankscrm.simulator.replay.ReplayStatus;
import cn.bankscrm.simulator.replay.Replays;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.simulator.world.VirtualClock;
import cn.bankscrm.simulator.world.World;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * WeCom's server side, running in this process. Made by {@link #builder()}; {@link #close()} ends everything it began.
 *
 * <p>Source: the paths, codes and limits are those of WeCom's developer documentation, state of 2026.
 */
public final class WeComSimulator implements AutoCloseable {
    /** What a demonstration uses; nothing that must stay secret. */
    public static final String DEMO_CORP_ID = "wwsimulator0000001";

    /** See {@link #DEMO_CORP_ID}. */
    public static final String DEMO_TOKEN = "simulatorToken01";

    /** See {@link #DEMO_CORP_ID}. */
    public static final String DEMO_AES_KEY = "simulatorAesKey0123456789abcdefghijklmnopqA";

    /** See {@link #DEMO_CORP_ID}. */
    public static final String DEMO_WECHAT_APP_ID = "wxsimulator0000001";

    /** See {@link #DEMO_CORP_ID}. */
    public static final String DEMO_WECHAT_SECRET = "simulatorWeChatSecret01";

    /** Of things that happen, how many there are to one conversation. */
    private static final int CHAT_RARER = 5;

    private final Journal journal;
    private final World world;
    private final Faults faults;
    private final Ledger ledger;
    private final Courier courier;
    private final Replays replays;
    private final FriendActs friendActs;
    private final ConsoleActs consoleActs;
    private final TouchActs touchActs;
    private final Chatting chatting;
    private final SignInCodes codes;
    private final ApiRouter api;
    private final ControlApi control;
    private final Pages pages;
    private final SmsGateway sms;
    private final HttpFront front;
    private final String corpId;
    private final long lifeSeed;
    private @Nullable Life life;
    private @Nullable ChatLife chatLife;

    WeComSimulator(SimulatorBuilder plan) {
        corpId = plan.corp().corpId();
        lifeSeed = plan.faultSeed();
        journal = plan.journal();
        world = new World(plan.data(), plan.clock(), plan.oneWayRemains(), journal);
        faults = new Faults(plan.faultSeed());
        ledger = new Ledger(plan.ledgerSize());
        courier = new Courier(plan.callbacks(), faults, ledger, plan.realTime());
        plan.callback().ifPresent(courier::sendTo);
        Events events = new Events(corpId);
        replays = new Replays(world, events, courier, faults, plan.realTime());
        friendActs = new FriendActs(world, events, courier);
        consoleActs = new ConsoleActs(world, events, courier);
        touchActs = new TouchActs(world);
        chatting =
                new Chatting(world, new ChatLog(plan.archiveKeys(), world.clock(), journal), events, courier, lifeSeed);
        codes = new SignInCodes(world.clock());
        api = new ApiRouter(
                plan.corp(),
                plan.limits(),
                world,
                chatting.log(),
                codes,
                faults,
                ledger,
                plan.realTime(),
                plan.apiEchoes() ? echo(events) : TagEcho.NONE);
        control = new ControlApi(
                world.clock(),
                plan.realTime(),
                replays,
                faults,
                ledger,
                courier,
                api.tokens(),
                new ActsByName(friendActs, consoleActs, touchActs),
                new ArchiveControl(chatting));
        sms = new SmsGateway(plan.smsToken(), plan.realTime());
        pages = new Pages(world, friendActs, consoleActs, chatting, faults, ledger, sms, touchActs);
        SignInPage signIn = new SignInPage(corpId, plan.weChatAppId(), world, codes);
        WeChatAccount weChat = new WeChatAccount(plan.weChatAppId(), plan.weChatSecret(), world, codes);
        front = new HttpFront(plan.host(), plan.port())
                .serve("/cgi-bin/", api::handle)
                .serve("/sim", this::steer)
                .serve("/wwlogin/sso/login", signIn::scan)
                .serve("/wwopen/sso/qrConnect", signIn::scan)
                .serve("/connect/oauth2/authorize", signIn::authorize)
                .serve("/sns/oauth2/access_token", weChat::accessToken);
        front.start();
    }

    public static SimulatorBuilder builder() {
        return new SimulatorBuilder();
    }

    public int port() {
        return front.port();
    }

    /** What a client takes as WeCom's API address; without a slash at its end. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public String corpId() {
        return corpId;
    }

    /** Where callbacks go from now on; forms as in {@link SimulatorBuilder#callbackTo}. */
    public void callbackTo(String address) {
        courier.sendTo(CallbackAddress.of(address));
    }

    /** Makes the check that WeCom makes when an app's callback address is saved. */
    public boolean verifyCallback(String app) {
        return courier.verified(app);
    }

    /** Replays and waits for the end. */
    public ReplayStatus replay(ReplayOrder order, Duration patience) throws InterruptedException {
        return startReplay(order).await(patience);
    }

    public Replay startReplay(ReplayOrder order) {
        return replays.start(order);
    }

    public ReplayStatus replayStatus() {
        return replays.status();
    }

    /** Switches a fault on for a share of the calls or callbacks, or off with 0. */
    public void setFault(FaultKind kind, double share, Duration time) {
        faults.set(new Fault(kind, share, time));
    }

    public void setFault(FaultKind kind, double share) {
        setFault(kind, share, Duration.ZERO);
    }

    public void clearFaults() {
        faults.clear();
    }

    /** Withdraws all access tokens before their time. */
    public void withdrawTokens() {
        api.tokens().withdrawAll();
    }

    /** A code as the sign-in page of the member hands out. */
    public String signInCode(String userid) {
        return codes.issue(new SignInCodes.Identity(true, userid, false));
    }

    /** The text messages that reached phones. */
    public SmsGateway sms() {
        return sms;
    }

    public Ledger ledger() {
        return ledger;
    }

    public VirtualClock clock() {
        return world.clock();
    }

    /** What there is to see, now. */
    public World world() {
        return world;
    }

    /** Acts of customers and members. */
    public FriendActs acts() {
        return friendActs;
    }

    /** What members and customers say to each other. */
    public Chatting chats() {
        return chatting;
    }

    /** What members and customers do with mass sends and moments. */
    public TouchActs touches() {
        return touchActs;
    }

    /** Acts of the corp's administrator. */
    public ConsoleActs console() {
        return consoleActs;
    }

    /**
     * Lets life go on by itself until this is closed; it rests while the clock stands.
     *
     * @param mean the average pause between two happenings
     * @param prospects customers who may come; see {@link cn.bankscrm.simulator.life.Prospects}
     */
    public synchronized void live(Duration mean, List<Prospect> prospects, BankApp app) {
        if (life != null) {
            throw new IllegalStateException("life goes on already");
        }
        Set<String> certified = journal.certified();
        BankApp keeping = (customer, externalUserid, at) -> {
            boolean taken = app.certify(customer, externalUserid, at);
            if (taken) {
                journal.certified(customer.customerNo());
            }
            return taken;
        };
        List<Prospect> still = prospects.stream()
                .filter(prospect -> !certified.contains(prospect.customerNo()))
                .toList();
        life = new Life(world, friendActs, keeping, still, mean, lifeSeed);
        life.start();
        chatLife = new ChatLife(world, chatting, mean.multipliedBy(CHAT_RARER), lifeSeed);
        chatLife.start();
    }

    @Override
    public synchronized void close() {
        if (life != null) {
            life.close();
        }
        if (chatLife != null) {
            chatLife.close();
        }
        front.close();
        replays.close();
        courier.close();
    }

    private TagEcho echo(Events events) {
        return new TagEcho() {
            @Override
            public void changed(String change, String kind, String id) {
                courier.dispatch(
                        events.tagChanged(change, kind, id, world.clock().instant()));
            }

            @Override
            public void edited(FriendLink link) {
                courier.dispatch(events.edited(link, world.clock().instant()));
            }
        };
    }

    private Response steer(Request request) {
        return control.handle(request).or(() -> pages.handle(request)).orElseGet(() -> Response.text(404, "not found"));
    }
}

package cn.bankscrm.simulator.chat;

import cn.bankscrm.simulator.callback.Courier;
import cn.bankscrm.simulator.callback.Events;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.http.Json;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.simulator.world.World;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.node.ObjectNode;

/**
 * Members and customers who talk: into the archive, and at most every 15 seconds WeCom says that there is something.
 */
public final class Chatting {
    private static final Duration NOTICE_EVERY = Duration.ofSeconds(15);

    private final World world;
    private final ChatLog log;
    private final Events events;
    private final Courier courier;
    private final List<Script> scripts = Script.all();
    private final Random random;
    private final AtomicBoolean noticeWaits = new AtomicBoolean();

    public Chatting(World world, ChatLog log, Events events, Courier courier, long seed) {
        this.world = world;
        this.log = log;
        this.events = events;
        this.courier = courier;
        this.random = new Random(seed);
    }

    public ChatLog log() {
        return log;
    }

    /** Archives a message that somebody made up, and says so. */
    public long say(tools.jackson.databind.JsonNode message) {
        if (!message.isObject()) {
            throw new BadRequest("a message is a JSON object");
        }
        long seq = log.add(message);
        notice();
        return seq;
    }

    /** A conversation of two friends, which began so long ago; nothing where nobody has a friend. */
    public int conversation(Duration ago) {
        FriendLink link = anyFriends();
        if (link == null) {
            return 0;
        }
        Script script;
        long at;
        synchronized (random) {
            script = scripts.get(random.nextInt(scripts.size()));
            at = world.clock().instant().minus(ago).toEpochMilli();
        }
        if (log.consent(link.userid(), link.externalUserid()).isEmpty()) {
            ObjectNode agree = envelope(link, false, at, "agree");
            agree.set("agree", node().put("userid", link.externalUserid()).put("agree_time", at));
            log.add(agree);
        }
        for (Script.Line line : script.lines()) {
            at += 4_000 + pause();
            log.add(message(link, line, at));
        }
        notice();
        return script.lines().size();
    }

    /** Conversations until there are so many messages. */
    public int conversations(int messages, Duration spread) {
        int said = 0;
        while (said < messages) {
            long left = spread.toMillis() - spread.toMillis() * said / Math.max(1, messages);
            int more = conversation(Duration.ofMillis(left));
            if (more == 0) {
                return said;
            }
            said += more;
        }
        return said;
    }

    private int pause() {
        synchronized (random) {
            return random.nextInt(50_000);
        }
    }

    private @org.jspecify.annotations.Nullable FriendLink anyFriends() {
        List<Member> members =
                world.directory().members().stream().filter(Member::active).toList();
        for (int tries = 0; tries < 50 && !members.isEmpty(); tries++) {
            synchronized (random) {
                List<FriendLink> friends = world.friends()
                        .ofMember(members.get(random.nextInt(members.size())).userid());
                if (!friends.isEmpty()) {
                    return friends.get(random.nextInt(friends.size()));
                }
            }
        }
        return null;
    }

    private ObjectNode message(FriendLink link, Script.Line line, long at) {
        ObjectNode body = node();
        String kind = switch (line.kind()) {
            case 'F' -> {
                file(body.put("filename", line.text()).put("fileext", extension(line.text())), line.text());
                yield "file";
            }
            case 'K' -> {
                body.put("title", line.text())
                        .put("description", "点击查看详情")
                        .put("link_url", "https://bank.example/rights")
                        .put("image_url", "https://bank.example/rights.png");
                yield "link";
            }
            case 'L' -> {
                body.put("longitude", 116.31)
                        .put("latitude", 39.98)
                        .put("address", "北京市海淀区中关村大街")
                        .put("title", line.text())
                        .put("zoom", 15);
                yield "location";
            }
            case 'I' -> {
                file(body, "picture");
                yield "image";
            }
            case 'V' -> {
                file(body.put("play_length", 6), "voice");
                body.put("voice_size", body.path("filesize").asInt(0)).remove("filesize");
                yield "voice";
            }
            default -> {
                body.put("content", line.text());
                yield "text";
            }
        };
        ObjectNode message = envelope(link, line.byMember(), at, kind);
        message.set(kind, body);
        return message;
    }

    private ObjectNode envelope(FriendLink link, boolean byMember, long at, String kind) {
        ObjectNode message = node().put("action", "send")
                .put("from", byMember ? link.userid() : link.externalUserid())
                .put("roomid", "")
                .put("msgtime", at)
                .put("msgtype", kind);
        message.putArray("tolist").add(byMember ? link.externalUserid() : link.userid());
        return message;
    }

    private void file(ObjectNode body, String what) {
        String id = "Cs" + UUID.randomUUID().toString().replace("-", "");
        byte[] contents = log.made(id, what);
        body.put("md5sum", md5(contents)).put("filesize", contents.length).put("sdkfileid", id);
    }

    /** At once, or when 15 seconds have passed since the last. */
    private void notice() {
        if (noticeWaits.compareAndSet(false, true)) {
            courier.dispatch(events.archiveGrew(now()));
            Thread.ofVirtual().start(() -> {
                long before = log.nextSeq();
                try {
                    Thread.sleep(NOTICE_EVERY);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                noticeWaits.set(false);
                if (log.nextSeq() > before) {
                    notice();
                }
            });
        }
    }

    private Instant now() {
        return world.clock().instant();
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String md5(byte[] contents) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(contents));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has MD5", e);
        }
    }

    private static ObjectNode node() {
        return Json.MAPPER.createObjectNode();
    }
}

package cn.bankscrm.simulator.life;

import cn.bankscrm.simulator.act.FriendActs;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.world.CorpTags;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.simulator.world.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every few seconds somebody does something: a customer adds his manager, an older friend is deleted, a new one
 * certifies in the bank's app, a manager puts a tag on a friend. Rests while the clock stands.
 */
public final class Life implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Life.class);
    private static final double DELETES = 0.12;
    private static final double TAGS = 0.1;
    private static final double TAKES_OFF = 0.25;
    private static final double CERTIFIES = 0.36;
    private static final double BY_CUSTOMER = 0.7;
    private static final double OWN_MANAGER = 0.85;
    private static final int SCANNED = FriendActs.SCANNED;

    /** A friend who has yet to certify. */
    private record Waiting(Prospect customer, String externalUserid) {}

    private final World world;
    private final FriendActs acts;
    private final BankApp app;
    private final Duration mean;
    private final Random random;
    private final List<Prospect> prospects;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Thread thread;

    /** Prepares life with a mean pause between two happenings. */
    public Life(World world, FriendActs acts, BankApp app, List<Prospect> prospects, Duration mean, long seed) {
        this.world = world;
        this.acts = acts;
        this.app = app;
        this.mean = mean;
        this.random = new Random(seed);
        this.prospects = new ArrayList<>(prospects);
        this.thread = Thread.ofVirtual().name("life").unstarted(this::go);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void go() {
        try {
            while (true) {
                Thread.sleep(Duration.ofMillis(Math.round(-mean.toMillis() * Math.log(1 - random.nextDouble()))));
                if (world.clock().isRunning()) {
                    happen();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void happen() {
        try {
            double what = random.nextDouble();
            if (what < DELETES) {
                delete();
            } else if (what < DELETES + TAGS) {
                tag();
            } else if (what < DELETES + TAGS + CERTIFIES && !waiting.isEmpty()) {
                certify();
            } else {
                add();
            }
        } catch (BadRequest e) {
            // two who are friends already, or a member who has left: nothing happens this time
            log.debug("Nothing happened: {}", e.sentence());
        }
    }

    private void add() {
        if (prospects.isEmpty()) {
            return;
        }
        Prospect customer = takeOut();
        String userid = random.nextDouble() < OWN_MANAGER ? customer.manager() : "";
        Optional<Member> member =
                world.directory().member(userid).filter(Member::active).or(this::anybody);
        if (member.isPresent()) {
            boolean male = random.nextBoolean();
            String name = customer.name().isEmpty() ? "新朋友" : customer.name().charAt(0) + (male ? "先生" : "女士");
            Contact contact = acts.newCustomer(name, male ? 1 : 2);
            acts.adds(contact.externalUserid(), member.get().userid(), SCANNED, "");
            waiting.addLast(new Waiting(customer, contact.externalUserid()));
        }
    }

    private void certify() {
        Waiting next = waiting.removeFirst();
        if (!app.certify(next.customer(), next.externalUserid(), world.clock().instant())) {
            waiting.addLast(next);
        }
    }

    private void delete() {
        anybody().flatMap(this::friendOf).ifPresent(link -> {
            if (random.nextDouble() < BY_CUSTOMER) {
                acts.customerDeletes(link.externalUserid(), link.userid());
            } else {
                acts.memberDeletes(link.userid(), link.externalUserid());
            }
        });
    }

    /** The member puts a tag on a friend, or takes one off. */
    private void tag() {
        List<CorpTags.Tag> tags = world.tags().groups().stream()
                .filter(group -> group.strategy() == 0)
                .flatMap(group -> world.tags().tagsOf(group.id()).stream())
                .toList();
        Optional<FriendLink> friend = anybody().flatMap(this::friendOf);
        if (tags.isEmpty() || friend.isEmpty()) {
            return;
        }
        FriendLink link = friend.get();
        List<String> worn = link.notes().tagIds().stream().sorted().toList();
        if (!worn.isEmpty() && random.nextDouble() < TAKES_OFF) {
            acts.untags(link.userid(), link.externalUserid(), worn.get(random.nextInt(worn.size())));
        } else {
            String tag = tags.get(random.nextInt(tags.size())).id();
            if (!worn.contains(tag)) {
                acts.tags(link.userid(), link.externalUserid(), tag);
            }
        }
    }

    private Optional<FriendLink> friendOf(Member member) {
        List<FriendLink> friends = world.friends().ofMember(member.userid());
        return friends.isEmpty() ? Optional.empty() : Optional.of(friends.get(random.nextInt(friends.size())));
    }

    private Prospect takeOut() {
        int place = random.nextInt(prospects.size());
        Prospect taken = prospects.get(place);
        prospects.set(place, prospects.getLast());
        prospects.removeLast();
        return taken;
    }

    private Optional<Member> anybody() {
        List<Member> active =
                world.directory().members().stream().filter(Member::active).toList();
        return active.isEmpty() ? Optional.empty() : Optional.of(active.get(random.nextInt(active.size())));
    }
}

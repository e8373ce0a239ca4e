package cn.bankscrm.simulator.world;

import cn.bankscrm.simulator.data.Journal;
import cn.bankscrm.simulator.data.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Moments (客户朋友圈): offered to members, who publish them or not; customers see, like and comment. */
public final class CustomerMoments {
    private static final String KIND = "moment";

    /** A member published it, and these customers can see it. */
    public record Published(String userid, long at, List<String> customers) {
        public Published {
            customers = List.copyOf(customers);
        }
    }

    /** What a customer did below a member's moment: liked it, or commented on it. */
    public record Reaction(String userid, String externalUserid, boolean comment, long at) {}

    /** A moment of the corp. */
    public record Moment(
            String momentId,
            String jobid,
            String owner,
            String text,
            List<JsonNode> attachments,
            List<String> users,
            long createTime,
            boolean cancelled,
            List<Published> published,
            List<Reaction> reactions) {

        public Moment {
            attachments = List.copyOf(attachments);
            users = List.copyOf(users);
            published = List.copyOf(published);
            reactions = List.copyOf(reactions);
        }

        public Optional<Published> by(String userid) {
            return published.stream()
                    .filter(one -> Member.key(one.userid()).equals(Member.key(userid)))
                    .findFirst();
        }

        public boolean isFor(String userid) {
            return users.stream().anyMatch(user -> Member.key(user).equals(Member.key(userid)));
        }

        private Moment with(boolean nowCancelled, List<Published> nowPublished, List<Reaction> nowReactions) {
            return new Moment(
                    momentId,
                    jobid,
                    owner,
                    text,
                    attachments,
                    users,
                    createTime,
                    nowCancelled,
                    nowPublished,
                    nowReactions);
        }
    }

    private final VirtualClock clock;
    private final Journal journal;
    private final Map<String, Moment> moments = new LinkedHashMap<>();

    /** The moments that the journal tells of. */
    public CustomerMoments(VirtualClock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
        journal.kept(KIND, Moment.class).forEach(moment -> moments.put(moment.momentId(), moment));
    }

    public synchronized Moment offer(String owner, String text, List<JsonNode> attachments, List<String> users) {
        int number = moments.size() + 1;
        Moment moment = new Moment(
                "mom%012d".formatted(number),
                "job%012d".formatted(number),
                owner,
                text,
                attachments,
                users,
                clock.seconds(),
                false,
                List.of(),
                List.of());
        keep(moment);
        return moment;
    }

    public synchronized Optional<Moment> find(String momentId) {
        return Optional.ofNullable(moments.get(momentId));
    }

    public synchronized Optional<Moment> ofJob(String jobid) {
        return moments.values().stream()
                .filter(moment -> moment.jobid().equals(jobid))
                .findFirst();
    }

    /** In the order in which they were offered. */
    public synchronized List<Moment> all() {
        return List.copyOf(moments.values());
    }

    public synchronized void publish(Moment moment, String userid, List<String> customers) {
        List<Published> published = new ArrayList<>(moment.published());
        published.add(new Published(userid, clock.seconds(), customers));
        keep(moment.with(moment.cancelled(), published, moment.reactions()));
    }

    public synchronized void react(Moment moment, String userid, String externalUserid, boolean comment) {
        List<Reaction> reactions = new ArrayList<>(moment.reactions());
        reactions.add(new Reaction(userid, externalUserid, comment, clock.seconds()));
        keep(moment.with(moment.cancelled(), moment.published(), reactions));
    }

    public synchronized void cancel(Moment moment) {
        keep(moment.with(true, moment.published(), moment.reactions()));
    }

    private void keep(Moment moment) {
        moments.put(moment.momentId(), moment);
        journal.keep(KIND, moment);
    }
}

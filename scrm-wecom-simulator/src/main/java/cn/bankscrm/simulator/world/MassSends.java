package cn.bankscrm.simulator.world;

import cn.bankscrm.simulator.data.Journal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Mass sends (企业群发): drafted for a member, who confirms them or not; only then they reach customers, each as often a
 * month as the corp's cap says.
 */
public final class MassSends {
    /** Not sent yet. */
    public static final int WAITING = 0;

    public static final int SENT = 1;
    /** No friend any more. */
    public static final int NO_FRIEND = 2;
    /** The customer has had as many as the cap allows. */
    public static final int OVER_CAP = 3;

    private static final String KIND = "mass_send";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** How it went with one customer; {@code sendTime} is absent while nothing was sent. */
    public record Delivery(
            String externalUserid, int status, @Nullable Long sendTime) {}

    /**
     * A mass send of one member.
     *
     * @param owner the app that drafted it
     * @param confirmedAt absent until the member confirms
     * @param reminders when the member was reminded
     */
    public record MassSend(
            String msgid,
            String owner,
            String sender,
            String text,
            List<JsonNode> attachments,
            List<Delivery> deliveries,
            long createTime,
            boolean cancelled,
            @Nullable Long confirmedAt,
            List<Long> reminders) {

        public MassSend {
            attachments = List.copyOf(attachments);
            deliveries = List.copyOf(deliveries);
            reminders = List.copyOf(reminders);
        }

        public boolean isWaiting() {
            return !cancelled && confirmedAt == null;
        }

        /** Where a link in it leads; empty without one. */
        public String url() {
            return attachments.stream()
                    .map(attachment -> attachment.path("link").path("url").asString(""))
                    .filter(url -> !url.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        private MassSend cancelledNow() {
            return new MassSend(
                    msgid, owner, sender, text, attachments, deliveries, createTime, true, confirmedAt, reminders);
        }

        private MassSend confirmed(long at, List<Delivery> outcome) {
            return new MassSend(msgid, owner, sender, text, attachments, outcome, createTime, cancelled, at, reminders);
        }

        private MassSend reminded(long at) {
            List<Long> all = new ArrayList<>(reminders);
            all.add(at);
            return new MassSend(
                    msgid, owner, sender, text, attachments, deliveries, createTime, cancelled, confirmedAt, all);
        }
    }

    private final VirtualClock clock;
    private final Journal journal;
    private final Map<String, MassSend> sends = new LinkedHashMap<>();
    private int cap;

    /** The mass sends that the journal tells of. */
    public MassSends(VirtualClock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
        journal.kept(KIND, MassSend.class).forEach(send -> sends.put(send.msgid(), send));
    }

    /** How many mass sends a customer may get in a month; 0, as at the beginning: as many as the month has days. */
    public synchronized void capPerMonth(int most) {
        cap = most;
    }

    public synchronized MassSend draft(
            String owner, String sender, String text, List<JsonNode> attachments, List<String> to) {
        MassSend send = new MassSend(
                "msgGCAAA%012d".formatted(sends.size() + 1),
                owner,
                sender,
                text,
                attachments,
                to.stream().map(one -> new Delivery(one, WAITING, null)).toList(),
                clock.seconds(),
                false,
                null,
                List.of());
        keep(send);
        return send;
    }

    public synchronized Optional<MassSend> find(String msgid) {
        return Optional.ofNullable(sends.get(msgid));
    }

    /** In the order in which they were drafted. */
    public synchronized List<MassSend> all() {
        return List.copyOf(sends.values());
    }

    /**
     * The member confirms: whoever is a friend and below the cap gets it now.
     *
     * @return the mass send as it is then
     */
    public synchronized MassSend confirm(MassSend send, Predicate<String> isFriend) {
        long now = clock.seconds();
        List<Delivery> outcome = send.deliveries().stream()
                .map(delivery -> {
                    String customer = delivery.externalUserid();
                    if (!isFriend.test(customer)) {
                        return new Delivery(customer, NO_FRIEND, null);
                    }
                    return receivedThisMonth(customer) >= cap()
                            ? new Delivery(customer, OVER_CAP, null)
                            : new Delivery(customer, SENT, now);
                })
                .toList();
        MassSend confirmed = send.confirmed(now, outcome);
        keep(confirmed);
        return confirmed;
    }

    public synchronized void cancel(MassSend send) {
        keep(send.cancelledNow());
    }

    public synchronized void remind(MassSend send) {
        keep(send.reminded(clock.seconds()));
    }

    private int cap() {
        return cap > 0 ? cap : month(clock.seconds()).lengthOfMonth();
    }

    private long receivedThisMonth(String customer) {
        YearMonth month = month(clock.seconds());
        return sends.values().stream()
                .flatMap(send -> send.deliveries().stream())
                .filter(delivery -> delivery.externalUserid().equals(customer))
                .filter(delivery -> {
                    Long at = delivery.sendTime();
                    return at != null && month(at).equals(month);
                })
                .count();
    }

    private static YearMonth month(long second) {
        return YearMonth.from(Instant.ofEpochSecond(second).atZone(ZONE));
    }

    private void keep(MassSend send) {
        sends.put(send.msgid(), send);
        journal.keep(KIND, send);
    }
}

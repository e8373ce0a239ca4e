package cn.bankscrm.core.friendlink;

import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.staff.StaffFactsChanged;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffRegister;
import cn.bankscrm.core.staff.WeComUserId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in facts about friend links, many at a time: one transaction, a handful of statements for the whole batch.
 * Facts that are known already change nothing.
 */
@Component
public class RecordingFriendLinks {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final ContactRegister contacts;
    private final StaffRegister staff;
    private final FriendLinks links;
    private final FriendLinkRows rows;
    private final FieldCipher cipher;
    private final ApplicationEventPublisher events;

    RecordingFriendLinks(
            ContactRegister contacts,
            StaffRegister staff,
            FriendLinks links,
            FriendLinkRows rows,
            FieldCipher cipher,
            ApplicationEventPublisher events) {
        this.contacts = contacts;
        this.staff = staff;
        this.links = links;
        this.rows = rows;
        this.cipher = cipher;
        this.events = events;
    }

    /** @return how many lives began or changed */
    @Transactional
    public int record(Collection<? extends FriendLinkFact> facts) {
        if (facts.isEmpty()) {
            return 0;
        }
        // Contacts stay locked to the end: what is known of one contact is folded by one transaction at a time.
        Map<ExternalUserId, ExternalContactId> contactIds =
                contacts.lock(facts.stream().map(FriendLinkFact::contact).collect(Collectors.toSet()));
        Map<WeComUserId, StaffId> staffIds =
                staff.find(facts.stream().map(FriendLinkFact::staff).collect(Collectors.toSet()));
        Map<ExternalContactId, List<FriendLink>> known =
                links
                        .findByContactIdIn(contactIds.values().stream()
                                .map(ExternalContactId::value)
                                .toList())
                        .stream()
                        .collect(Collectors.groupingBy(FriendLink::contact));
        Map<Pair, List<Ending>> endings = rows.endings(contactIds.values());

        Map<Pair, FriendLinkHistory> histories = new LinkedHashMap<>();
        Map<FriendLink, LinkDetails> described = new LinkedHashMap<>();
        for (FriendLinkFact fact : facts) {
            Pair pair = new Pair(known(staffIds, fact.staff()), known(contactIds, fact.contact()));
            FriendLinkHistory history = histories.computeIfAbsent(
                    pair,
                    p -> new FriendLinkHistory(
                            p.staff(),
                            p.contact(),
                            known.getOrDefault(p.contact(), List.of()).stream()
                                    .filter(link -> link.staff().equals(p.staff()))
                                    .toList(),
                            endings.getOrDefault(p, List.of())));
            switch (fact) {
                case FriendLinkFact.Added added -> history.added(added.at());
                case FriendLinkFact.Ended ended -> history.ended(new Ending(ended.at(), ended.by()));
                case FriendLinkFact.Seen seen -> {
                    FriendLink life = history.seen(seen.details().createdAt());
                    describe(life, seen.details());
                    described.put(life, seen.details());
                }
            }
        }
        histories.values().forEach(FriendLinkHistory::fold);
        return store(histories, known, described);
    }

    private int store(
            Map<Pair, FriendLinkHistory> histories,
            Map<ExternalContactId, List<FriendLink>> known,
            Map<FriendLink, LinkDetails> described) {
        rows.store(histories);
        Set<FriendLink> firsts = firstAdds(histories, known);
        known.values().stream()
                .flatMap(List::stream)
                .filter(link -> !firsts.contains(link))
                .forEach(link -> link.markFirstAdd(false));
        // Ends and withdrawn first adds go before new lives: one live link a pair, one first add a contact, at any
        // moment.
        links.flush();
        List<FriendLink> begun =
                histories.values().stream().flatMap(h -> h.begun().stream()).toList();
        firsts.forEach(link -> link.markFirstAdd(true));
        links.saveAll(begun);
        links.flush();
        rows.originOfTransferred(begun);
        rows.tag(described);

        List<FriendLink> changed = Stream.concat(
                        begun.stream(), histories.values().stream().flatMap(h -> h.changed().stream()))
                .toList();
        announce(changed);
        return changed.size();
    }

    /** The earliest life of each contact concerned, over all staff: by time, then by the member's user id. */
    private Set<FriendLink> firstAdds(
            Map<Pair, FriendLinkHistory> histories, Map<ExternalContactId, List<FriendLink>> known) {
        Map<ExternalContactId, List<FriendLink>> all = new HashMap<>();
        known.forEach((contact, lives) -> all.put(contact, new ArrayList<>(lives)));
        histories.forEach((pair, history) ->
                all.computeIfAbsent(pair.contact(), c -> new ArrayList<>()).addAll(history.begun()));
        Set<FriendLink> firsts = new HashSet<>();
        for (List<FriendLink> lives : all.values()) {
            if (lives.isEmpty()) {
                continue; // only endings are known yet; their lives are still on the way
            }
            Instant earliest = lives.stream()
                    .map(FriendLink::addedAt)
                    .min(Instant::compareTo)
                    .orElseThrow();
            List<FriendLink> candidates =
                    lives.stream().filter(l -> l.addedAt().equals(earliest)).toList();
            firsts.add(candidates.size() == 1 ? candidates.getFirst() : byUserId(candidates));
        }
        return firsts;
    }

    private FriendLink byUserId(List<FriendLink> candidates) {
        Map<StaffId, String> userIds =
                staff.userIds(candidates.stream().map(FriendLink::staff).collect(Collectors.toSet()));
        return candidates.stream()
                .min((a, b) -> userIds.getOrDefault(a.staff(), "").compareTo(userIds.getOrDefault(b.staff(), "")))
                .orElseThrow();
    }

    private void describe(FriendLink life, LinkDetails details) {
        life.describe(
                details,
                encrypted("friend_link.remark", details.remark()),
                encrypted("friend_link.description", details.description()));
    }

    private byte @Nullable [] encrypted(String field, @Nullable String text) {
        return text == null || text.isEmpty() ? null : cipher.encrypt(field, text);
    }

    private void announce(List<FriendLink> changed) {
        if (changed.isEmpty()) {
            return;
        }
        LocalDate since = changed.stream()
                .map(FriendLink::feltSince)
                .min(Instant::compareTo)
                .orElseThrow()
                .atZone(ZONE)
                .toLocalDate();
        events.publishEvent(
                new StaffFactsChanged(changed.stream().map(FriendLink::staff).collect(Collectors.toSet()), since));
        var customers =
                rows.customersOf(changed.stream().map(FriendLink::contact).collect(Collectors.toSet()));
        if (!customers.isEmpty()) {
            events.publishEvent(new CustomerFactsChanged(customers, since));
        }
    }

    private static <K, V> V known(Map<K, V> ids, K key) {
        V id = ids.get(key);
        if (id == null) {
            throw new IllegalStateException("A register returned no id for one of the keys it was given");
        }
        return id;
    }

    /** A member of staff and a contact. */
    record Pair(StaffId staff, ExternalContactId contact) {}
}

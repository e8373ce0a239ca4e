package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.contact.ContactProfile;
import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.EndedBy;
import cn.bankscrm.core.friendlink.FriendLinkFact;
import cn.bankscrm.core.friendlink.LinkDetails;
import cn.bankscrm.core.friendlink.RecordingFriendLinks;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.core.sync.SyncCounts;
import cn.bankscrm.core.sync.SyncFinding;
import cn.bankscrm.core.sync.SyncProgress.Phase;
import cn.bankscrm.core.sync.SyncReport;
import cn.bankscrm.wecom.client.ContactDirectory;
import cn.bankscrm.wecom.client.ContactWithLinks;
import cn.bankscrm.wecom.client.WeComFailure;
import cn.bankscrm.wecom.contact.ContactListing;
import cn.bankscrm.wecom.contact.ContactListing.Listed;
import cn.bankscrm.wecom.directory.MemberRows;
import cn.bankscrm.wecom.sync.LinkBooks.Link;
import cn.bankscrm.wecom.sync.LinkBooks.LiveLink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Contacts and friend links, up to a hundred members at a time. First every live link of theirs is noted; then WeCom
 * lists theirs page by page, and what it lists is recorded and struck off; then each link that remains is looked up by
 * itself, for a list read in pages may miss what was there, and only what WeCom does not show then either has ended. A
 * member whose list cannot be read loses no link.
 */
@Component
class ContactSteps {

    /** A link that began later than this before now may have its callback still on the way. */
    private static final Duration CALLBACK_ON_THE_WAY = Duration.ofMinutes(5);

    private static final int LOOKED_UP_AT_A_TIME = 20;

    private final ContactListing listing;
    private final ContactDirectory directory;
    private final MemberRows members;
    private final LinkBooks books;
    private final RecordingFriendLinks links;
    private final ContactRegister contacts;
    private final SyncRuns runs;
    private final TransactionOperations transactions;
    private final Clock clock;

    ContactSteps(
            ContactListing listing,
            ContactDirectory directory,
            MemberRows members,
            LinkBooks books,
            RecordingFriendLinks links,
            ContactRegister contacts,
            SyncRuns runs,
            TransactionOperations transactions,
            Clock clock) {
        this.listing = listing;
        this.directory = directory;
        this.members = members;
        this.books = books;
        this.links = links;
        this.contacts = contacts;
        this.runs = runs;
        this.transactions = transactions;
        this.clock = clock;
    }

    SyncRun contacts(SyncRun run) {
        if (run.position().batch().isEmpty()) {
            return nextBatch(run);
        }
        return run.position().listed() ? missing(run) : nextPage(run);
    }

    private SyncRun nextBatch(SyncRun run) {
        List<WeComUserId> batch =
                members.followersAfter(run.position().member(), run.position().size());
        return transactions.execute(status -> {
            if (batch.isEmpty()) {
                books.forgetAll(run.id());
                books.noteBeyondTheLists(run.id());
                return runs.save(run.in(Phase.LEAVERS, 0));
            }
            books.note(run.id(), batch);
            return runs.save(run.at(run.position()
                    .listing(batch.stream().map(WeComUserId::value).toList())));
        });
    }

    private SyncRun nextPage(SyncRun run) {
        List<WeComUserId> batch = batch(run);
        ContactListing.Page page;
        try {
            page = listing.page(batch, run.position().cursor());
        } catch (WeComFailure failure) {
            if (failure.kind() == WeComFailure.Kind.NOT_VISIBLE || failure.saysCursorInvalid()) {
                return unreadable(run, batch);
            }
            throw failure;
        }
        Instant readAt = clock.instant();
        return transactions.execute(status -> {
            SyncRun next = recorded(run, page, readAt);
            return runs.save(next.at(run.position().page(page.next())));
        });
    }

    private SyncRun recorded(SyncRun run, ContactListing.Page page, Instant readAt) {
        Set<Link> unknown = books.unknown(page.links(), readAt.minus(CALLBACK_ON_THE_WAY));
        int changed = links.record(page.links().stream()
                .map(one -> new FriendLinkFact.Seen(one.member(), one.contact().externalUserId(), one.details()))
                .toList());
        contacts.describe(distinct(page.links()));
        books.strike(run.id(), page.links().stream().map(Link::of).toList());
        books.forget(run.id(), page.unlicensed());

        SyncReport report = run.report()
                .with(
                        "links",
                        new SyncCounts(page.links().size(), unknown.size(), Math.max(0, changed - unknown.size()), 0))
                .with(page.unlicensed().stream()
                        .map(member -> unreadable(member))
                        .toList());
        return run.reporting(
                run.first()
                        ? report
                        : report.repairing(unknown.size()).with(findings(SyncFinding.Kind.MISSED_ADD, unknown)));
    }

    /** Links that WeCom did not list: each is looked up by its contact before it is believed to have ended. */
    private SyncRun missing(SyncRun run) {
        List<Link> remaining = books.remaining(run.id(), LOOKED_UP_AT_A_TIME);
        if (remaining.isEmpty()) {
            return transactions.execute(status -> runs.save(batchDone(run)));
        }
        List<LiveLink> suspects = books.liveAndQuiet(remaining);
        Map<ExternalUserId, Optional<ContactWithLinks>> answers = new HashMap<>();
        for (LiveLink suspect : suspects) {
            answers.computeIfAbsent(suspect.link().contact(), directory::contact);
        }
        Instant readAt = clock.instant();
        List<FriendLinkFact> facts = new ArrayList<>();
        List<Link> ended = new ArrayList<>();
        for (LiveLink suspect : suspects) {
            Link link = suspect.link();
            Optional<LinkDetails> alive = answers.getOrDefault(link.contact(), Optional.empty())
                    .flatMap(contact -> Optional.ofNullable(contact.links().get(link.member())));
            if (alive.isPresent()) {
                facts.add(new FriendLinkFact.Seen(link.member(), link.contact(), alive.get()));
            } else {
                ended.add(link);
                facts.add(new FriendLinkFact.Ended(
                        link.member(), link.contact(), later(readAt, suspect.addedAt()), EndedBy.UNKNOWN));
            }
        }
        return transactions.execute(status -> {
            links.record(facts);
            books.strike(run.id(), remaining);
            SyncReport report = run.report().with("links", new SyncCounts(0, 0, 0, ended.size()));
            return runs.save(run.reporting(
                    report.repairing(ended.size()).with(findings(SyncFinding.Kind.MISSED_DELETION, ended))));
        });
    }

    private SyncRun batchDone(SyncRun run) {
        List<WeComUserId> batch = batch(run);
        return run.at(run.position().larger().afterMember(batch.getLast().key()))
                .finishing(batch.size());
    }

    /** One of many may spoil the call for all: fewer at a time, down to the one, who is then passed over. */
    private SyncRun unreadable(SyncRun run, List<WeComUserId> batch) {
        return transactions.execute(status -> {
            books.forget(run.id(), batch);
            if (batch.size() > 1) {
                return runs.save(run.at(run.position().smaller()));
            }
            WeComUserId member = batch.getFirst();
            SyncReport report = run.report()
                    .with("unreadableMembers", new SyncCounts(1, 0, 0, 0))
                    .with(List.of(unreadable(member)));
            return runs.save(batchDone(run.reporting(report)));
        });
    }

    private static SyncFinding unreadable(WeComUserId member) {
        return new SyncFinding(SyncFinding.Kind.UNREADABLE_MEMBER, member.value(), "");
    }

    static List<SyncFinding> findings(SyncFinding.Kind kind, Collection<Link> links) {
        return links.stream()
                .limit(SyncReport.MOST_EXAMPLES)
                .map(link -> new SyncFinding(
                        kind, link.member().value(), link.contact().value()))
                .toList();
    }

    private static List<ContactProfile> distinct(List<Listed> listed) {
        Map<ExternalUserId, ContactProfile> profiles = new LinkedHashMap<>();
        listed.forEach(one -> profiles.put(one.contact().externalUserId(), one.contact()));
        return List.copyOf(profiles.values());
    }

    private static List<WeComUserId> batch(SyncRun run) {
        return run.position().batch().stream().map(WeComUserId::new).toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}

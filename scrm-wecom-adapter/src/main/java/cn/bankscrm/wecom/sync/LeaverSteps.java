package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.contact.ContactProfile;
import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.FriendLinkFact;
import cn.bankscrm.core.friendlink.LinkDetails;
import cn.bankscrm.core.friendlink.RecordingFriendLinks;
import cn.bankscrm.core.sync.SyncCounts;
import cn.bankscrm.core.sync.SyncFinding;
import cn.bankscrm.core.sync.SyncProgress.Phase;
import cn.bankscrm.core.sync.SyncReport;
import cn.bankscrm.wecom.client.ContactDirectory;
import cn.bankscrm.wecom.client.ContactWithLinks;
import cn.bankscrm.wecom.client.WeComFailure;
import cn.bankscrm.wecom.contact.UnassignedLinks;
import cn.bankscrm.wecom.directory.MemberRows;
import cn.bankscrm.wecom.sync.LinkBooks.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The friend links of members who left, or who may have no customers any more. WeCom lists friends of nobody else, but
 * names the customers of leavers who wait for a successor: a link among them that the platform lacks is looked up by
 * its contact. Of the rest WeCom shows nothing: such a link is kept as it was, and reported.
 */
@Component
class LeaverSteps {

    private final UnassignedLinks unassigned;
    private final ContactDirectory directory;
    private final MemberRows members;
    private final LinkBooks books;
    private final RecordingFriendLinks links;
    private final ContactRegister contacts;
    private final SyncRuns runs;
    private final TransactionOperations transactions;

    LeaverSteps(
            UnassignedLinks unassigned,
            ContactDirectory directory,
            MemberRows members,
            LinkBooks books,
            RecordingFriendLinks links,
            ContactRegister contacts,
            SyncRuns runs,
            TransactionOperations transactions) {
        this.unassigned = unassigned;
        this.directory = directory;
        this.members = members;
        this.books = books;
        this.links = links;
        this.contacts = contacts;
        this.runs = runs;
        this.transactions = transactions;
    }

    SyncRun leavers(SyncRun run) {
        return run.position().listed() ? outOfSight(run) : nextPage(run);
    }

    private SyncRun nextPage(SyncRun run) {
        UnassignedLinks.Page page;
        try {
            page = unassigned.page(run.position().cursor());
        } catch (WeComFailure failure) {
            if (failure.kind() == WeComFailure.Kind.INVALID || failure.kind() == WeComFailure.Kind.NOT_VISIBLE) {
                // This app may not know of leavers, or the list changed under way: what was named so far is struck off.
                return transactions.execute(
                        status -> runs.save(run.at(run.position().page(""))));
            }
            throw failure;
        }
        List<Link> waiting = page.links().stream()
                .map(one -> new Link(one.member(), one.contact()))
                .toList();
        List<FriendLinkFact> facts = new ArrayList<>();
        List<ContactProfile> profiles = new ArrayList<>();
        List<Link> found = new ArrayList<>();
        Map<ExternalUserId, Optional<ContactWithLinks>> answers = new HashMap<>();
        for (Link link : books.notLive(waiting)) {
            answers.computeIfAbsent(link.contact(), directory::contact).ifPresent(contact -> {
                LinkDetails details = contact.links().get(link.member());
                if (details != null) {
                    facts.add(new FriendLinkFact.Seen(link.member(), link.contact(), details));
                    profiles.add(contact.profile());
                    found.add(link);
                }
            });
        }
        return transactions.execute(status -> {
            links.record(facts);
            contacts.describe(profiles);
            books.strike(run.id(), waiting);
            SyncReport report = run.report().with("leavers", new SyncCounts(waiting.size(), found.size(), 0, 0));
            if (!run.first()) {
                report = report.repairing(found.size()).with(ContactSteps.findings(SyncFinding.Kind.MISSED_ADD, found));
            }
            return runs.save(
                    run.reporting(report).at(run.position().page(page.next())).finishing(waiting.size()));
        });
    }

    private SyncRun outOfSight(SyncRun run) {
        return transactions.execute(status -> {
            int remaining = books.countRemaining(run.id());
            SyncReport report = run.report();
            if (remaining > 0) {
                report = report.with("outOfSight", new SyncCounts(remaining, 0, 0, 0))
                        .with(ContactSteps.findings(
                                SyncFinding.Kind.OUT_OF_SIGHT, books.remaining(run.id(), SyncReport.MOST_EXAMPLES)));
            }
            books.forgetAll(run.id());
            return runs.save(run.reporting(report).in(Phase.STATISTICS, members.countFollowers()));
        });
    }
}

package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.core.sync.SyncCounts;
import cn.bankscrm.core.sync.SyncFinding;
import cn.bankscrm.core.sync.SyncProgress.Phase;
import cn.bankscrm.core.sync.SyncReport;
import cn.bankscrm.wecom.client.WeComFailure;
import cn.bankscrm.wecom.contact.NegativeFeedback;
import cn.bankscrm.wecom.directory.MemberRows;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Customers who deleted a member stay in WeCom's lists: only the callback tells of them. What WeCom does have are
 * counts by member and day of those who deleted or blocked. Where it counts more than the platform knows, a callback
 * may be lost; whose it was cannot be found out, so that this only reports.
 */
@Component
class StatisticsSteps {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** A day's figures may come late. */
    private static final int DAYS = 7;

    private final NegativeFeedback feedback;
    private final MemberRows members;
    private final LinkBooks books;
    private final SyncRuns runs;
    private final TransactionOperations transactions;
    private final Clock clock;

    StatisticsSteps(
            NegativeFeedback feedback,
            MemberRows members,
            LinkBooks books,
            SyncRuns runs,
            TransactionOperations transactions,
            Clock clock) {
        this.feedback = feedback;
        this.members = members;
        this.books = books;
        this.runs = runs;
        this.transactions = transactions;
        this.clock = clock;
    }

    SyncRun statistics(SyncRun run) {
        LocalDate today = clock.instant().atZone(ZONE).toLocalDate();
        LocalDate from = runs.inLineSince()
                .map(since -> later(since.atZone(ZONE).toLocalDate().plusDays(1), today.minusDays(DAYS)))
                .orElse(today);
        List<WeComUserId> batch = from.isBefore(today)
                ? members.followersAfter(run.position().member(), run.position().size())
                : List.of();
        if (batch.isEmpty()) {
            return transactions.execute(status -> runs.save(finished(run)));
        }
        Map<LocalDate, Long> counted;
        try {
            counted = feedback.byDay(batch, from, today.minusDays(1));
        } catch (WeComFailure failure) {
            return switch (failure.kind()) {
                case NOT_VISIBLE ->
                    transactions.execute(status ->
                            runs.save(batch.size() > 1 ? run.at(run.position().smaller()) : done(run, batch)));
                // This app may not read statistics: all else is done.
                case INVALID -> transactions.execute(status -> runs.save(finished(run)));
                default -> throw failure;
            };
        }
        Map<LocalDate, Long> known = books.deletedByCustomers(batch, from, today.minusDays(1));
        long untold = counted.entrySet().stream()
                .mapToLong(day -> Math.max(0, day.getValue() - known.getOrDefault(day.getKey(), 0L)))
                .sum();
        if (untold > 0 && batch.size() > 1) {
            return transactions.execute(
                    status -> runs.save(run.at(run.position().smaller())));
        }
        long sum = counted.values().stream().mapToLong(Long::longValue).sum();
        SyncReport report = run.report().with("customerDeletions", new SyncCounts(sum, untold, 0, 0));
        SyncReport told = untold == 0
                ? report
                : report.with(List.of(new SyncFinding(
                        SyncFinding.Kind.UNTOLD_DELETIONS, batch.getFirst().value(), "")));
        return transactions.execute(status -> runs.save(done(run.reporting(told), batch)));
    }

    private static SyncRun done(SyncRun run, List<WeComUserId> batch) {
        return run.at(run.position().larger().afterMember(batch.getLast().key()))
                .finishing(batch.size());
    }

    private static SyncRun finished(SyncRun run) {
        return run.in(Phase.FINISHED, run.total()).finishing(run.total());
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }
}

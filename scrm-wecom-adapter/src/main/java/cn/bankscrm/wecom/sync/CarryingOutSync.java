package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.sync.SyncProgress.Phase;
import cn.bankscrm.wecom.client.WeComFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes a run from step to step to its end. WeCom may be slow, busy or away for a while: the run waits, longer and
 * longer, and fails only when nothing works for an hour, or WeCom refuses what it is asked.
 */
@Component
class CarryingOutSync {

    private static final Logger log = LoggerFactory.getLogger(CarryingOutSync.class);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final int REFUSALS = 3;

    private final DirectorySteps directory;
    private final TagSteps tags;
    private final ContactSteps contacts;
    private final LeaverSteps leavers;
    private final StatisticsSteps statistics;
    private final SyncRuns runs;
    private final Clock clock;

    CarryingOutSync(
            DirectorySteps directory,
            TagSteps tags,
            ContactSteps contacts,
            LeaverSteps leavers,
            StatisticsSteps statistics,
            SyncRuns runs,
            Clock clock) {
        this.directory = directory;
        this.tags = tags;
        this.contacts = contacts;
        this.leavers = leavers;
        this.statistics = statistics;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Works until the run has ended, or this node is to stop, or has lost it to another.
     *
     * @throws InterruptedException when it was interrupted while it waited
     */
    void carryOut(SyncRun claimed, Pause pause) throws InterruptedException {
        SyncRun run = claimed;
        Trouble trouble = Trouble.none();
        try {
            while (!pause.stopping()) {
                if (run.phase() == Phase.FINISHED) {
                    finish(run);
                    return;
                }
                try {
                    run = step(run);
                    trouble = Trouble.none();
                } catch (WeComFailure failure) {
                    trouble = trouble.and(failure, clock.instant());
                    if (trouble.hopeless(clock.instant())) {
                        fail(run, failure);
                        return;
                    }
                    rest(run, trouble, failure.getMessage(), pause);
                } catch (TransientDataAccessException e) {
                    trouble = trouble.and(null, clock.instant());
                    rest(run, trouble, "The database was busy", pause);
                }
            }
            runs.release(run);
        } catch (LostLease lost) {
            log.atInfo().addKeyValue("syncId", run.id()).log("Another node goes on with the sync");
        }
    }

    private SyncRun step(SyncRun run) {
        return switch (run.phase()) {
            case DEPARTMENTS -> directory.departments(run);
            case MEMBERS -> directory.members(run);
            case FOLLOW_USERS -> directory.followers(run);
            case TAGS -> tags.tags(run);
            case CONTACTS -> contacts.contacts(run);
            case LEAVERS -> leavers.leavers(run);
            case STATISTICS, FINISHED -> statistics.statistics(run);
        };
    }

    private void finish(SyncRun run) {
        runs.end(run, null);
        (run.report().repaired() > 0 ? log.atWarn() : log.atInfo())
                .addKeyValue("syncId", run.id())
                .addKeyValue("kind", run.kind())
                .addKeyValue("counts", run.report().counts())
                .addKeyValue("repaired", run.report().repaired())
                .log(
                        run.report().repaired() > 0
                                ? "WeCom and the platform differed; it is repaired"
                                : "WeCom and the platform agree");
    }

    private void fail(SyncRun run, WeComFailure failure) {
        runs.end(run, failure.getMessage());
        log.atError()
                .addKeyValue("syncId", run.id())
                .addKeyValue("kind", run.kind())
                .addKeyValue("phase", run.phase())
                .log("The sync with WeCom failed", failure);
    }

    private void rest(SyncRun run, Trouble trouble, @Nullable String reason, Pause pause) throws InterruptedException {
        runs.waiting(run, trouble.pause, reason == null ? "" : reason);
        log.atDebug()
                .addKeyValue("syncId", run.id())
                .addKeyValue("reason", reason)
                .log("The sync waits");
        pause.rest(trouble.pause);
    }

    /** How a run waits; ends early when this node is to stop. */
    interface Pause {

        boolean stopping();

        void rest(Duration time) throws InterruptedException;
    }

    /**
     * What has gone wrong since something last worked.
     *
     * @param since null while all is well
     */
    private record Trouble(@Nullable Instant since, int refusals, Duration pause) {

        static Trouble none() {
            return new Trouble(null, 0, Duration.ZERO);
        }

        Trouble and(@Nullable WeComFailure failure, Instant now) {
            Duration longer = pause.isZero() ? FIRST_WAIT : pause.multipliedBy(2);
            boolean refused = failure != null && failure.kind() == WeComFailure.Kind.INVALID;
            Duration told =
                    failure == null ? Duration.ZERO : failure.retryAfter().orElse(Duration.ZERO);
            return new Trouble(
                    since == null ? now : since,
                    refusals + (refused ? 1 : 0),
                    told.isZero() ? shorter(longer, LONGEST_WAIT) : shorter(told, LONGEST_WAIT));
        }

        boolean hopeless(Instant now) {
            return refusals >= REFUSALS || (since != null && now.isAfter(since.plus(PATIENCE)));
        }

        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }
}

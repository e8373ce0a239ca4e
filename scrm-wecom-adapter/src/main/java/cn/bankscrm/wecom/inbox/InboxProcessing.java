package cn.bankscrm.wecom.inbox;

import cn.bankscrm.wecom.event.EventHandling;
import cn.bankscrm.wecom.inbox.InboxWork.Buried;
import cn.bankscrm.wecom.inbox.InboxWork.PutOff;
import cn.bankscrm.wecom.inbox.PreparedRelation.Failed;
import cn.bankscrm.wecom.inbox.PreparedRelation.Ready;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works off one batch: lease, prepare, apply. The effects of the whole batch and the fact that they are done are one
 * transaction; when that fails, it is halved until the event that is at fault stands alone.
 */
@Component
class InboxProcessing {

    private final InboxWork work;
    private final Preparation preparation;
    private final EventHandling handling;
    private final InboxMeters meters;
    private final InboxProperties properties;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final RetryPolicy retries = new RetryPolicy(RandomGenerator.getDefault());

    InboxProcessing(
            InboxWork work,
            Preparation preparation,
            EventHandling handling,
            InboxMeters meters,
            InboxProperties properties,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.work = work;
        this.preparation = preparation;
        this.handling = handling;
        this.meters = meters;
        this.properties = properties;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @param worker who holds the leases; works on one batch at a time
     * @return how many events were taken up
     */
    int workOnce(String worker) throws InterruptedException {
        Instant begin = clock.instant();
        List<StoredEvent> leased = work.lease(worker, properties.batch(), properties.lease());
        if (leased.isEmpty()) {
            return 0;
        }
        // Half of the lease for questions, half for applying the answers.
        List<PreparedRelation> prepared =
                preparation.prepare(leased, begin.plus(properties.lease().dividedBy(2)));
        List<Ready> ready = new ArrayList<>();
        List<Failed> failed = new ArrayList<>();
        List<StoredEvent> untouched = new ArrayList<>();
        for (PreparedRelation relation : prepared) {
            ready.addAll(relation.ready());
            relation.failed().ifPresent(failed::add);
            untouched.addAll(relation.untouched());
        }
        Applying applying = new Applying(worker, failed, untouched);
        applying.apply(ready);
        work.release(worker, untouched);
        settle(worker, failed);
        return leased.size();
    }

    private void settle(String worker, List<Failed> failed) {
        List<PutOff> later = new ArrayList<>();
        List<Buried> dead = new ArrayList<>();
        Instant now = clock.instant();
        for (Failed one : failed) {
            retries.delay(one.failure(), one.event())
                    .ifPresentOrElse(
                            delay -> later.add(new PutOff(one.event(), one.failure(), now.plus(delay))),
                            () -> dead.add(new Buried(one.event(), one.failure())));
        }
        if (!later.isEmpty()) {
            work.putOff(worker, later);
        }
        if (!dead.isEmpty()) {
            work.bury(worker, dead);
        }
        meters.failed(failed, dead.size());
    }

    /** One batch being applied; what fails is added to the lists it was given. */
    private final class Applying {

        private final String worker;
        private final List<Failed> failed;
        private final List<StoredEvent> untouched;
        private final Set<String> stopped = new HashSet<>();

        Applying(String worker, List<Failed> failed, List<StoredEvent> untouched) {
            this.worker = worker;
            this.failed = failed;
            this.untouched = untouched;
        }

        void apply(List<Ready> ready) {
            List<Ready> open = new ArrayList<>();
            for (Ready one : ready) {
                if (stopped.contains(one.event().relation())) {
                    untouched.add(one.event());
                } else {
                    open.add(one);
                }
            }
            if (open.isEmpty()) {
                return;
            }
            try {
                transaction.executeWithoutResult(status -> {
                    handling.apply(open.stream().map(Ready::effects).toList());
                    work.finish(worker, open.stream().map(Ready::event).toList());
                });
                meters.done(open);
            } catch (CannotCreateTransactionException | DataAccessResourceFailureException e) {
                throw e; // the database is away: nothing is wrong with the events
            } catch (RuntimeException e) {
                if (open.size() > 1) {
                    apply(open.subList(0, open.size() / 2));
                    apply(open.subList(open.size() / 2, open.size()));
                } else {
                    failed(open.getFirst().event(), e);
                }
            }
        }

        private void failed(StoredEvent event, RuntimeException e) {
            stopped.add(event.relation());
            if (!(e instanceof LeaseLost)) {
                failed.add(new Failed(event, Failure.of(e)));
            }
        }
    }
}

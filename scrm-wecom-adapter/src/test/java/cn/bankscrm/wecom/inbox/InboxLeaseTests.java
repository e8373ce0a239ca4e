package cn.bankscrm.wecom.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may work on an event: one worker a relation, in order, and another when it fails. */
class InboxLeaseTests extends ProcessedInbox {

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void eventsOfOneRelationAreTakenUpInOrderAndByOneWorker() {
        arrives(event("del_follow_user", "zhangsan", "wmA", T0 + 2));
        arrives(event("del_follow_user", "zhangsan", "wmA", T0 + 1));
        arrives(event("del_follow_user", "lisi", "wmA", T0 + 3));

        List<StoredEvent> first = work.lease(WORKER, 1, Duration.ofMinutes(1));
        List<StoredEvent> other = work.lease("test:2", 10, Duration.ofMinutes(1));
        arrives(event("del_follow_user", "zhangsan", "wmA", T0));

        assertThat(first).extracting(StoredEvent::relation).containsOnly("link:zhangsan:wmA");
        assertThat(first).extracting(e -> e.eventAt().getEpochSecond()).containsExactly(T0 + 1, T0 + 2);
        assertThat(other).extracting(StoredEvent::relation).containsExactly("link:lisi:wmA");
        assertThat(work.lease("test:3", 10, Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void whatAWorkerLeftBehindIsTakenUpByAnother() {
        arrives(event("del_follow_user", "zhangsan", "wmA", T0));
        assertThat(work.lease("dead:1", 10, Duration.ofMinutes(1))).hasSize(1);
        workOff();
        assertThat(text("select ended_by from core.friend_link_ending")).isEmpty();

        clock.forward(Duration.ofSeconds(61));
        workOff();

        assertThat(text("select ended_by from core.friend_link_ending")).hasSize(1);
        assertNothingLeft();
    }

    @Test
    void aWorkerThatLostItsLeaseHasNoEffect() {
        arrives(event("del_follow_user", "zhangsan", "wmA", T0));
        List<StoredEvent> slow = work.lease("slow:1", 10, Duration.ofMinutes(1));
        clock.forward(Duration.ofSeconds(61));
        assertThat(work.lease("quick:1", 10, Duration.ofMinutes(1))).hasSize(1);

        assertThatExceptionOfType(LeaseLost.class)
                .isThrownBy(() -> new TransactionTemplate(transactions)
                        .executeWithoutResult(status -> work.finish("slow:1", slow)));

        assertThat(text("select leased_by from wecom.inbox_work")).containsExactly("quick:1");
    }

    @Test
    void aWorkerThatLostItsWayGivesBackWhatItHeld() {
        arrives(event("del_follow_user", "zhangsan", "wmA", T0));
        work.lease(WORKER, 10, Duration.ofMinutes(1));

        work.releaseAll(WORKER);

        assertThat(work.lease("test:2", 10, Duration.ofMinutes(1))).hasSize(1);
    }

    @Test
    void aBurstAfterAQuietTimeIsNotReadWholeForEachLease() {
        waits(0, 4000);
        db.sql("delete from wecom.inbox_work where id < 3990").update();
        db.sql("vacuum (analyze) wecom.inbox_work").update();
        waits(10_000, 4000);

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            long whole = read("seq_tup_read");
            long byIndex = read("idx_tup_fetch");
            work.lease(WORKER, 50, Duration.ofMinutes(1));

            assertThat(read("seq_tup_read") - whole).isZero();
            assertThat(read("idx_tup_fetch") - byIndex).isBetween(50L, 1000L);
        });
    }

    private long read(String counter) {
        return db.sql("select " + counter + " from pg_stat_xact_user_tables where relid = 'wecom.inbox_work'::regclass")
                .query(Long.class)
                .single();
    }

    private void waits(int from, int events) {
        db.sql("""
                        insert into wecom.inbox_work (id, event_at, relation, received_at, next_attempt_at)
                        select n, :now, 'link:staff:' || n, :now, :now
                        from generate_series(:from, :from + :events - 1) n
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("from", from)
                .param("events", events)
                .update();
    }
}

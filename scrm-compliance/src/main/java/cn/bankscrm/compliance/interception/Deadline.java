package cn.bankscrm.compliance.interception;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door's transactions. A database that does not answer, whether it stands still or waits for a lock, is given up
 * after a few seconds with its connection: a sender who waits learns that nothing is cleared, and nothing is.
 */
@Component
class Deadline {

    /** For each answer of the database. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final JdbcTemplate db;
    private final TransactionTemplate transactions;

    Deadline(JdbcTemplate db, PlatformTransactionManager transactions) {
        this.db = db;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** Joins the caller's transaction, where there is one, whose own pace it then leaves as it was. */
    <T> T within(Supplier<T> work) {
        boolean joined = TransactionSynchronizationManager.isActualTransactionActive();
        T done = transactions.execute(status -> {
            int before = limit(Math.toIntExact(LONGEST.toMillis()));
            T result = work.get();
            if (joined) {
                limit(before);
            }
            return result;
        });
        return Objects.requireNonNull(done);
    }

    /** Of the connection alone, without a question to the database; the pool resets it. @return what it was */
    private int limit(int milliseconds) {
        Integer before = db.execute((ConnectionCallback<Integer>) connection -> {
            int former = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, milliseconds);
            return former;
        });
        return before == null ? 0 : before;
    }
}

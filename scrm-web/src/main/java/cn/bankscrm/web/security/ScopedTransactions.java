package cn.bankscrm.web.security;

import cn.bankscrm.core.scope.CurrentScope;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.scope.RowSecurity;
import java.io.Serial;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The one place where the database learns of somebody's scope: whatever a person reads in a read-only transaction they
 * read through {@link RowSecurity}. What writes has asked for the scope by then and works on as the owner.
 */
final class ScopedTransactions extends JpaTransactionManager {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CurrentScope current;
    private final transient Clock clock;

    ScopedTransactions(CurrentScope current, Clock clock) {
        this.current = current;
        this.clock = clock;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        // asked before anything begins: it may have to read the session
        Optional<DataScope> scope = definition.isReadOnly() ? current.get() : Optional.empty();
        super.doBegin(transaction, definition);
        if (scope.isPresent()) {
            try {
                narrow(scope.get());
            } catch (SQLException | RuntimeException e) {
                giveUp(transaction);
                throw new CannotCreateTransactionException("Could not narrow the transaction to a scope", e);
            }
        }
    }

    private void narrow(DataScope scope) throws SQLException {
        ConnectionHolder holder = (ConnectionHolder)
                TransactionSynchronizationManager.getResource(Objects.requireNonNull(getDataSource()));
        RowSecurity.narrow(Objects.requireNonNull(holder).getConnection(), scope, LocalDate.now(clock));
    }

    private void giveUp(Object transaction) {
        try {
            EntityManagerHolder holder =
                    (EntityManagerHolder) TransactionSynchronizationManager.getResource(obtainEntityManagerFactory());
            Objects.requireNonNull(holder).getEntityManager().getTransaction().rollback();
        } finally {
            doCleanupAfterCompletion(transaction);
        }
    }
}

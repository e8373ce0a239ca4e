package cn.bankscrm.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.db.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everybody takes turns on one connection: whatever a transaction left behind on it, the next would have. */
class ScopedTransactionsTests {

    private static final DataScope BRANCH_A = new DataScope.Subtree(new InstitutionId(2));
    private static final DataScope BRANCH_B = new DataScope.Subtree(new InstitutionId(3));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T02:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private static final HikariDataSource POOL = new HikariDataSource();
    private static final LocalContainerEntityManagerFactoryBean ENTITIES = new LocalContainerEntityManagerFactoryBean();

    private final JdbcClient db = JdbcClient.create(POOL);

    private Optional<DataScope> scope = Optional.empty();

    @BeforeAll
    static void twoBranches() {
        TestDatabase database = TestDatabase.fresh();
        POOL.setJdbcUrl(database.url());
        POOL.setUsername(database.username());
        POOL.setPassword(database.password());
        POOL.setMaximumPoolSize(1);
        POOL.setConnectionTimeout(2_000);
        ENTITIES.setDataSource(POOL);
        ENTITIES.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        ENTITIES.setManagedTypes(PersistenceManagedTypes.of());
        ENTITIES.afterPropertiesSet();
        JdbcClient db = JdbcClient.create(POOL);
        db.sql("""
                insert into core.institution (id, code, name, parent_id, level, province, version) values
                    (1, 'HEAD', '总行', null, 1, '110000', 0), (2, 'A', '甲支行', 1, 2, '110000', 0),
                    (3, 'B', '乙支行', 1, 2, '110000', 0)
                """).update();
        db.sql("""
                insert into core.institution_path (ancestor_id, institution_id, depth)
                values (1, 1, 0), (2, 2, 0), (3, 3, 0), (1, 2, 1), (1, 3, 1)
                """).update();
        db.sql("""
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                values (1, 'OF-A', '\\x00', '\\x00', true, 1, 2), (2, 'OF-B', '\\x00', '\\x00', true, 1, 3)
                """).update();
    }

    @AfterAll
    static void close() {
        ENTITIES.destroy();
        POOL.close();
    }

    @Test
    void everybodyReadsTheirOwnWhoeverHadTheConnectionBefore() {
        for (int i = 0; i < 3; i++) {
            assertThat(customersOf(BRANCH_A)).containsExactly("OF-A");
            assertThat(customersOf(BRANCH_B)).containsExactly("OF-B");
            assertThat(customersOf(new DataScope.Nothing())).isEmpty();
            assertThat(customersOf(new DataScope.WholeBank())).containsExactly("OF-A", "OF-B");
            assertThat(customersOf(new DataScope.OwnCustomers(new StaffId(9)))).isEmpty();
            assertUntouched();
        }
    }

    @Test
    void whatFailsLeavesNothingOnTheConnection() {
        scope = Optional.of(BRANCH_A);
        assertThatThrownBy(() -> reading().executeWithoutResult(status -> {
                    throw new IllegalArgumentException("of the page");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertUntouched();
        assertThatThrownBy(() -> reading()
                        .executeWithoutResult(
                                status -> db.sql("select nonsense").query().singleRow()))
                .isInstanceOf(DataAccessException.class);
        assertUntouched();
    }

    @Test
    void whatWritesAndWhatIsNobodysReadsAsTheOwner() {
        scope = Optional.of(BRANCH_A);
        assertThat(customersIn(new TransactionTemplate(transactions(CLOCK)))).containsExactly("OF-A", "OF-B");
        scope = Optional.empty();
        assertThat(customersIn(reading())).containsExactly("OF-A", "OF-B");
        assertUntouched();
    }

    @Test
    void aTransactionThatCannotBeNarrowedDoesNotBegin() {
        scope = Optional.of(BRANCH_A);
        TransactionTemplate broken = new TransactionTemplate(transactions(new Clock() {
            @Override
            public ZoneId getZone() {
                throw new IllegalStateException("no zone");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                throw new IllegalStateException("no time");
            }
        }));
        broken.setReadOnly(true);
        assertThatThrownBy(() -> broken.executeWithoutResult(status -> customers()))
                .isInstanceOf(CannotCreateTransactionException.class);
        assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
        assertThat(POOL.getHikariPoolMXBean().getActiveConnections()).isZero();
        assertUntouched();
        assertThat(customersOf(BRANCH_B)).containsExactly("OF-B");
    }

    private List<String> customersOf(DataScope reader) {
        scope = Optional.of(reader);
        return customersIn(reading());
    }

    private List<String> customersIn(TransactionTemplate transaction) {
        List<String> found = transaction.execute(status -> customers());
        return Objects.requireNonNull(found);
    }

    private List<String> customers() {
        return db.sql("select customer_no from core.customer order by 1")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private TransactionTemplate reading() {
        TransactionTemplate template = new TransactionTemplate(transactions(CLOCK));
        template.setReadOnly(true);
        return template;
    }

    private ScopedTransactions transactions(Clock clock) {
        ScopedTransactions transactions = new ScopedTransactions(() -> scope, clock);
        transactions.setEntityManagerFactory(Objects.requireNonNull(ENTITIES.getObject()));
        transactions.afterPropertiesSet();
        return transactions;
    }

    /** Outside any transaction: the role is the owner's, and no setting is left. */
    private void assertUntouched() {
        assertThat(db.sql("""
                        select current_user = session_user and concat(
                            current_setting('scrm.scope', true), current_setting('scrm.institution', true),
                            current_setting('scrm.staff', true), current_setting('scrm.today', true)) = ''
                        """).query(Boolean.class).single()).isTrue();
    }
}

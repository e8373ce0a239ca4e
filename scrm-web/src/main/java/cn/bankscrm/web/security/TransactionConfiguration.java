package cn.bankscrm.web.security;

import cn.bankscrm.core.scope.CurrentScope;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.JpaTransactionManager;

/** The application's transactions, with the second wall. */
@Configuration(proxyBeanMethods = false)
class TransactionConfiguration {

    /** In the place of Spring Boot's own, and customised like it. */
    @Bean
    JpaTransactionManager transactionManager(
            CurrentScope scope, Clock clock, ObjectProvider<TransactionManagerCustomizers> customizers) {
        ScopedTransactions transactions = new ScopedTransactions(scope, clock);
        customizers.ifAvailable(all -> all.customize(transactions));
        return transactions;
    }
}

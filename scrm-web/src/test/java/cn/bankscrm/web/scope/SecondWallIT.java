package cn.bankscrm.web.scope;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.CustomerSummary;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** A query that is given too wide a scope finds no more than the person who has signed in may see. */
@ScrmWebTest
class SecondWallIT {

    private static final DataScope TOO_WIDE = new DataScope.WholeBank();
    private static final List<CustomerNo> ALL =
            List.of(new CustomerNo("SCOPE-CA1"), new CustomerNo("SCOPE-CA2"), new CustomerNo("SCOPE-CB1"));

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    CustomerQueries customers;

    @BeforeEach
    void loads() throws Exception {
        new TwoBranches(port, db).load();
    }

    @AfterEach
    void signsOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void aBranchManagerFindsTheOwnBranchAlone() {
        signIn(Role.BRANCH_MANAGER, id("select id from core.institution where code = 'SCOPE-A'"), null);
        assertThat(found()).containsExactly("SCOPE-CA1", "SCOPE-CA2");
        assertThat(customers.search("SCOPE-CB1", 10, TOO_WIDE)).isEmpty();
        assertThat(customers.see(new CustomerNo("SCOPE-CB1"), TOO_WIDE)).isEmpty();
        assertThat(customers.list(Optional.of(new CustomerNo("SCOPE-")), 100, TOO_WIDE))
                .extracting(customer -> customer.no().value())
                .contains("SCOPE-CA1", "SCOPE-CA2")
                .doesNotContain("SCOPE-CB1");
    }

    @Test
    void aRelationshipManagerFindsTheOwnCustomersAlone() {
        signIn(Role.RELATIONSHIP_MANAGER, null, id("select id from core.staff where staff_no = 'SCOPE-SA1'"));
        assertThat(found()).containsExactly("SCOPE-CA1");
    }

    @Test
    void whoRunsTheSystemFindsNobody() {
        signIn(Role.OPERATIONS, null, null);
        assertThat(found()).isEmpty();
    }

    @Test
    void headOfficeAndThePlatformItselfFindEverybody() {
        assertThat(found()).containsExactly("SCOPE-CA1", "SCOPE-CA2", "SCOPE-CB1");
        signIn(Role.ADMINISTRATOR, null, null);
        assertThat(found()).containsExactly("SCOPE-CA1", "SCOPE-CA2", "SCOPE-CB1");
    }

    private List<String> found() {
        return customers.withNumbers(ALL, TOO_WIDE).stream()
                .map(CustomerSummary::no)
                .map(CustomerNo::value)
                .toList();
    }

    private long id(String sql) {
        return db.sql(sql).query(Long.class).single();
    }

    private static void signIn(Role role, @Nullable Long institution, @Nullable Long staff) {
        SignedIn person = new SignedIn(1, "second.wall", "二道墙", role, institution, staff);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(person, null, person.authorities()));
    }
}

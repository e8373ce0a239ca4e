package cn.bankscrm.core.customer;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.core.scope.VisibleInstitutions;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.db.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A bank of head office (1), branch A (2) with outlet A1 (4), branch B (3). Manager 1 sits in A1, manager 2 in B,
 * manager 3 has left. It is 2026-10-31 in Shanghai.
 */
@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
@Import({CustomerQueries.class, VisibleInstitutions.class, CustomerQueriesTests.Surroundings.class})
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class CustomerQueriesTests {

    private static final DataScope BANK = new DataScope.WholeBank();
    private static final DataScope BRANCH_A = new DataScope.Subtree(new InstitutionId(2));
    private static final DataScope BRANCH_B = new DataScope.Subtree(new InstitutionId(3));
    private static final DataScope MANAGER_1 = new DataScope.OwnCustomers(new StaffId(1));
    private static final DataScope NOTHING = new DataScope.Nothing();

    @Autowired
    CustomerQueries customers;

    @Autowired
    VisibleInstitutions institutions;

    @BeforeAll
    static void aSmallBank(@Autowired JdbcClient db) {
        db.sql("""
                insert into core.institution (id, code, name, parent_id, level, province, version) values
                    (1, '01', '总行', null, 1, '110000', 0), (2, '0101', '甲分行', 1, 2, '430000', 0),
                    (3, '0102', '乙分行', 1, 2, '440000', 0), (4, '010101', '甲支行', 2, 3, '430000', 0)
                """).update();
        db.sql("""
                insert into core.institution_path (ancestor_id, institution_id, depth) values
                    (1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 4, 0), (1, 2, 1), (1, 3, 1), (2, 4, 1), (1, 4, 2)
                """).update();
        db.sql("""
                insert into core.staff (id, staff_no, name, version) values
                    (1, 'S1', '张磊', 0), (2, 'S2', '刘敏', 0), (3, 'S3', '何静', 0)
                """).update();
        db.sql("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from, valid_to) values
                    (1, 1, 4, '客户经理', '2026-01-01', null), (2, 2, 3, '客户经理', '2026-01-01', null),
                    (3, 3, 3, '客户经理', '2026-01-01', '2026-10-30')
                """).update();
        db.sql("insert into core.segment (name) values ('私行'), ('代发')").update();
        db.sql("""
                insert into core.customer (id, customer_no, name_enc, name_digest, mobile_enc, mobile_digest, birthday,
                    has_account, aum, institution_id, segment_ids) values
                    (1, 'C1', convert_to('王小明', 'UTF8'), convert_to('customer.name王小明', 'UTF8'),
                        convert_to('13812341234', 'UTF8'), convert_to('customer.mobile13812341234', 'UTF8'),
                        '1970-05-06', true, 1280000.50, 3, '{1,2}'),
                    (2, 'C2', convert_to('王小明', 'UTF8'), convert_to('customer.name王小明', 'UTF8'), null, null, null,
                        true, 5, 2, '{}'),
                    (3, 'C3', convert_to('李雷', 'UTF8'), convert_to('customer.name李雷', 'UTF8'), null, null, null,
                        false, 0, 4, '{}'),
                    (4, 'C4', convert_to('韩梅梅', 'UTF8'), convert_to('customer.name韩梅梅', 'UTF8'), null, null, null,
                        true, 9, 2, '{}')
                """).update();
        // C1 is at home in B but managed in A1; C2 at home in A but managed in B; C3 by nobody; C4 by one who has left
        db.sql("""
                insert into core.assignment (id, customer_id, staff_id, valid_from, valid_to) values
                    (1, 1, 2, '2026-01-01', '2026-05-31'), (2, 1, 1, '2026-06-01', null),
                    (3, 2, 2, '2026-01-01', null), (4, 4, 3, '2026-01-01', null)
                """).update();
        db.sql("""
                insert into core.external_contact (id, external_userid, name_enc, version)
                values (1, 'wm1', convert_to('小明', 'UTF8'), 0), (2, 'wm2', null, 0)
                """).update();
        db.sql("""
                insert into core.binding (id, contact_id, customer_id, bound_at, unbound_at, route) values
                    (1, 1, 1, '2026-06-02 10:00+08', null, 'link'),
                    (2, 2, 1, '2026-02-01 10:00+08', '2026-03-01 10:00+08', 'app')
                """).update();
        db.sql("""
                insert into core.friend_link (id, staff_id, contact_id, added_at, add_way, first_add, ended_at, ended_by, version)
                values (1, 1, 1, '2026-06-01 10:00+08', 1, true, null, null, 0),
                    (2, 2, 1, '2026-07-01 10:00+08', 3, false, '2026-08-01 10:00+08', 'CUSTOMER', 0)
                """).update();
    }

    @Test
    void aBranchSeesWhomItManagesAndWhomNobodyInPostManages() {
        assertThat(numbers(BRANCH_A)).containsExactly("C1", "C3", "C4");
        assertThat(numbers(BRANCH_B)).containsExactly("C2");
        assertThat(numbers(BANK)).containsExactly("C1", "C2", "C3", "C4");
        assertThat(numbers(MANAGER_1)).containsExactly("C1");
        assertThat(numbers(NOTHING)).isEmpty();
    }

    @Test
    void everyWayToACustomerHoldsToTheSameScope() {
        for (DataScope scope : List.of(BANK, BRANCH_A, BRANCH_B, MANAGER_1, NOTHING)) {
            List<String> listed = numbers(scope);
            List<CustomerNo> all = List.of("C1", "C2", "C3", "C4").stream()
                    .map(CustomerNo::new)
                    .toList();
            assertThat(all.stream()
                            .filter(no -> customers.find(no, scope).isPresent())
                            .map(CustomerNo::value))
                    .isEqualTo(listed);
            assertThat(customers.withNumbers(all, scope).stream().map(c -> c.no().value()))
                    .isEqualTo(listed);
            assertThat(customers.maskedNames(all, scope).keySet().stream().map(CustomerNo::value))
                    .containsExactlyInAnyOrderElementsOf(listed);
            assertThat(all.stream()
                            .flatMap(no -> customers.search(no.value(), 9, scope).stream())
                            .map(CustomerNo::value))
                    .isEqualTo(listed);
        }
    }

    @Test
    void findsWholeNamesAndMobilesOnly() {
        assertThat(customers.search("王小明", 9, BANK))
                .extracting(CustomerNo::value)
                .containsExactly("C1", "C2");
        assertThat(customers.search(" 13812341234 ", 9, BANK))
                .extracting(CustomerNo::value)
                .containsExactly("C1");
        assertThat(customers.search("王", 9, BANK)).isEmpty();
        assertThat(customers.search("1381234", 9, BANK)).isEmpty();
        assertThat(customers.search("王小明", 1, BANK)).hasSize(1);
    }

    @Test
    void goesOnAfterTheLastRow() {
        assertThat(customers.list(Optional.of(new CustomerNo("C1")), 2, BANK))
                .extracting(c -> c.no().value())
                .containsExactly("C2", "C3");
    }

    @Test
    void listsMaskedWithManagerAndSegments() {
        CustomerSummary c1 = customers.list(Optional.empty(), 1, BRANCH_A).getFirst();

        assertThat(c1.maskedName()).isEqualTo("王**");
        assertThat(c1.aum()).isEqualByComparingTo("1280000.50");
        assertThat(c1.segments()).containsExactly("私行", "代发");
        assertThat(c1.manager()).isEqualTo(new StaffRef("S1", "张磊"));
        assertThat(c1.certified()).isTrue();
        assertThat(customers
                        .list(Optional.of(new CustomerNo("C3")), 1, BRANCH_A)
                        .getFirst()
                        .manager())
                .isNull();
    }

    @Test
    void showsTheWholeHistoryButNotTheStaffOfOthers() {
        CustomerProfile seenFromA =
                customers.find(new CustomerNo("C1"), BRANCH_A).orElseThrow();
        CustomerProfile seenFromTop = customers.find(new CustomerNo("C1"), BANK).orElseThrow();

        assertThat(seenFromA.maskedMobile()).isEqualTo("138****1234");
        assertThat(seenFromA.managers())
                .containsExactly(
                        new CustomerProfile.Managed(new StaffRef("S1", "张磊"), LocalDate.of(2026, 6, 1), null),
                        new CustomerProfile.Managed(null, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 5, 31)));
        assertThat(seenFromTop.managers().getLast().manager()).isEqualTo(new StaffRef("S2", "刘敏"));
        assertThat(seenFromA.bindings())
                .extracting(CustomerProfile.Bound::contact, CustomerProfile.Bound::route)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("小*", "link"),
                        org.assertj.core.groups.Tuple.tuple(null, "app"));
        assertThat(seenFromA.links())
                .containsExactly(
                        new CustomerProfile.Linked(
                                null,
                                "小*",
                                Instant.parse("2026-07-01T02:00:00Z"),
                                3,
                                false,
                                Instant.parse("2026-08-01T02:00:00Z"),
                                "CUSTOMER"),
                        new CustomerProfile.Linked(
                                new StaffRef("S1", "张磊"),
                                "小*",
                                Instant.parse("2026-06-01T02:00:00Z"),
                                1,
                                true,
                                null,
                                null));
    }

    @Test
    void theTreeEndsWhereTheScopeEnds() {
        assertThat(institutions.top(BANK)).map(InstitutionNode::name).contains("总行");
        assertThat(institutions.top(BRANCH_A)).map(InstitutionNode::name).contains("甲分行");
        assertThat(institutions.top(MANAGER_1)).isEmpty();
        assertThat(institutions.find(new InstitutionCode("010101"), BRANCH_A)).isPresent();
        assertThat(institutions.find(new InstitutionCode("0102"), BRANCH_A)).isEmpty();
        assertThat(institutions.find(new InstitutionCode("01"), BRANCH_A)).isEmpty();
        assertThat(names(institutions.path(new InstitutionId(4), BANK))).containsExactly("总行", "甲分行", "甲支行");
        assertThat(names(institutions.path(new InstitutionId(4), BRANCH_A))).containsExactly("甲分行", "甲支行");
        assertThat(names(institutions.children(new InstitutionId(1), BANK))).containsExactly("甲分行", "乙分行");
        assertThat(institutions.children(new InstitutionId(1), NOTHING)).isEmpty();
        assertThat(names(institutions.named("分行", 9, BANK))).containsExactly("甲分行", "乙分行");
        assertThat(names(institutions.named("分行", 9, BRANCH_B))).containsExactly("乙分行");
        assertThat(names(institutions.named("010101", 9, BANK))).containsExactly("甲支行");
    }

    private static List<String> names(List<InstitutionNode> nodes) {
        return nodes.stream().map(InstitutionNode::name).toList();
    }

    private List<String> numbers(DataScope scope) {
        return customers.list(Optional.empty(), 9, scope).stream()
                .map(c -> c.no().value())
                .toList();
    }

    @TestConfiguration
    static class Surroundings {

        @Bean
        @Primary
        Clock noonInShanghai() {
            return Clock.fixed(Instant.parse("2026-10-31T04:00:00Z"), ZoneId.of("Asia/Shanghai"));
        }

        /** No secret, so that the rows above can be read. */
        @Bean
        @Primary
        FieldCipher plain() {
            return new FieldCipher() {
                @Override
                public byte[] encrypt(String field, String plain) {
                    return plain.getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public String decrypt(String field, byte[] encrypted) {
                    return new String(encrypted, StandardCharsets.UTF_8);
                }

                @Override
                public byte[] digest(String field, String plain) {
                    return (field + plain).getBytes(StandardCharsets.UTF_8);
                }
            };
        }
    }
}

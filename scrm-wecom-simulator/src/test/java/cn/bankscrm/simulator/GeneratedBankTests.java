package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.FriendNotes;
import cn.bankscrm.simulator.data.FriendRecord;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.TagRecord;
import cn.bankscrm.simulator.data.WeComData;
import cn.bankscrm.simulator.data.WeComFolder;
import cn.bankscrm.simulator.generate.Assignment;
import cn.bankscrm.simulator.generate.BankFolder;
import cn.bankscrm.simulator.generate.BankGenerator;
import cn.bankscrm.simulator.generate.BankPlan;
import cn.bankscrm.simulator.generate.Binding;
import cn.bankscrm.simulator.generate.Customer;
import cn.bankscrm.simulator.generate.GeneratedBank;
import cn.bankscrm.simulator.generate.Institution;
import cn.bankscrm.simulator.generate.ReferralCode;
import cn.bankscrm.simulator.generate.StaffMember;
import cn.bankscrm.simulator.life.Prospects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedBankTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final BankPlan PLAN = new BankPlan(42, 14, 90, 6000, 4000, TODAY);
    private static final GeneratedBank BANK = BankGenerator.generate(PLAN);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void hasTheSizesAsked() {
        assertThat(BANK.institutions()).hasSize(14);
        assertThat(BANK.staff()).hasSize(90);
        assertThat(BANK.customers()).hasSize(6000);
        assertThat(BANK.weCom().contacts()).hasSize(4000);
    }

    @Test
    void isTheSameForTheSameSeedOnly() {
        assertThat(BankGenerator.generate(PLAN).weCom().friends())
                .isEqualTo(BANK.weCom().friends());
        assertThat(BankGenerator.generate(PLAN).customers()).isEqualTo(BANK.customers());
        assertThat(BankGenerator.generate(new BankPlan(43, 14, 90, 6000, 4000, TODAY))
                        .weCom()
                        .friends())
                .isNotEqualTo(BANK.weCom().friends());
    }

    @Test
    void refersOnlyToWhatExists() {
        Set<String> codes = BANK.institutions().stream().map(Institution::code).collect(Collectors.toSet());
        assertThat(BANK.institutions().stream().skip(1)).allMatch(one -> codes.contains(one.parentCode()));
        Set<String> users = BANK.weCom().members().stream().map(Member::userid).collect(Collectors.toSet());
        Set<String> contacts =
                BANK.weCom().contacts().stream().map(Contact::externalUserid).collect(Collectors.toSet());
        assertThat(contacts).hasSize(4000);
        assertThat(BANK.weCom().friends())
                .allMatch(link -> users.contains(link.userid()) && contacts.contains(link.externalUserid()));
        Set<String> linked = BANK.weCom().friends().stream()
                .map(FriendRecord::externalUserid)
                .collect(Collectors.toSet());
        assertThat(BANK.bindings()).allMatch(binding -> linked.contains(binding.externalUserid()));
        assertThat(BANK.customers().stream().map(Customer::mobile).distinct())
                .as("three pairs share one")
                .hasSize(5997);
    }

    @Test
    void nobodyAddsAFriendWhoIsOne() {
        Map<String, List<FriendRecord>> pairs = BANK.weCom().friends().stream()
                .collect(Collectors.groupingBy(link -> link.userid() + " " + link.externalUserid()));

        assertThat(pairs.values()).anyMatch(lives -> lives.size() > 1).allSatisfy(lives -> {
            for (int i = 1; i < lives.size(); i++) {
                assertThat(lives.get(i - 1).deletedAt())
                        .isNotNull()
                        .isLessThan(lives.get(i).createtime());
            }
        });
    }

    @Test
    void hasAFewCustomersWhomNameAndNumberDoNotTellApart() {
        Map<String, List<Customer>> alike =
                BANK.customers().stream().collect(Collectors.groupingBy(one -> one.name() + " " + one.mobile()));
        assertThat(alike.entrySet().stream()
                        .filter(same -> same.getValue().size() > 1)
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("陈思源 19910000001", "李雨桐 19910000002", "王浩然 19910000003");
        assertThat(alike.getOrDefault("陈思源 19910000001", List.of()))
                .extracting(Customer::customerNo)
                .doesNotHaveDuplicates();
    }

    @Test
    void hasTagsOnSomeFriends() {
        Map<String, String> names =
                BANK.weCom().tags().stream().collect(Collectors.toMap(TagRecord::id, TagRecord::name));
        assertThat(BANK.weCom().tags()).extracting(TagRecord::groupName).contains("客户等级", "兴趣", "生命周期", "沟通偏好");
        assertThat(names).hasSize(BANK.weCom().tags().size());
        List<Set<String>> worn = BANK.weCom().friends().stream()
                .flatMap(link -> Stream.ofNullable(link.notes()))
                .map(FriendNotes::tagIds)
                .toList();
        assertThat(worn).allMatch(ids -> !ids.isEmpty() && names.keySet().containsAll(ids));
        assertThat(worn.size() / (double) BANK.weCom().friends().size()).isBetween(0.3, 0.5);
        Map<String, Long> wearers = worn.stream()
                .flatMap(Set::stream)
                .collect(Collectors.groupingBy(id -> names.getOrDefault(id, ""), Collectors.counting()));
        assertThat(wearers).hasSameSizeAs(names);
        assertThat(wearers.getOrDefault("普通客户", 0L)).isGreaterThan(wearers.getOrDefault("私行客户", 0L));
    }

    @Test
    void bindsOneContactToOneCustomer() {
        List<Binding> standing = BANK.bindings().stream()
                .filter(binding -> binding.unboundAt().isEmpty())
                .toList();
        assertThat(standing.stream().map(Binding::externalUserid)).doesNotHaveDuplicates();
        assertThat(standing.stream().map(binding -> binding.customer().customerNo()))
                .doesNotHaveDuplicates();
    }

    @Test
    void givesACustomerOneManagerADayWhoIsInOffice() {
        Map<String, LocalDate> lastEnd = new HashMap<>();
        for (Assignment assignment : BANK.assignments()) {
            String no = assignment.customer().customerNo();
            LocalDate before = lastEnd.getOrDefault(no, LocalDate.MIN);
            assertThat(assignment.from()).isAfter(before);
            assertThat(assignment.to().orElse(LocalDate.MAX)).isAfterOrEqualTo(assignment.from());
            lastEnd.put(no, assignment.to().orElse(LocalDate.MAX));
            StaffMember.Post post = assignment.staff().posts().getLast();
            assertThat(post.from()).isBeforeOrEqualTo(assignment.from());
            post.to()
                    .ifPresent(last -> assertThat(assignment.to())
                            .hasValueSatisfying(end -> assertThat(end).isBeforeOrEqualTo(last)));
        }
    }

    @Test
    void endsItsHistoryWhenTodayBegins() {
        Instant end = TODAY.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant();
        assertThat(BANK.weCom().lastMoment()).isBefore(end);
        assertThat(BANK.weCom().firstMoment()).isAfter(end.minusSeconds(370L * 86_400));
        assertThat(BANK.bindings()).allMatch(binding -> binding.boundAt().isBefore(end));
        assertThat(BANK.weCom().friends()).isSortedAccordingTo((a, b) -> Long.compare(a.createtime(), b.createtime()));
    }

    @Test
    void letsCustomersBringOthersInChains() {
        Map<String, ReferralCode> codes =
                BANK.referralCodes().stream().collect(Collectors.toMap(ReferralCode::code, Function.identity()));
        Map<String, String> customers = BANK.bindings().stream()
                .collect(Collectors.toMap(
                        Binding::externalUserid, binding -> binding.customer().customerNo(), (one, other) -> one));
        List<FriendRecord> brought = BANK.weCom().friends().stream()
                .filter(link -> link.state() != null && codes.containsKey(link.state()))
                .toList();
        assertThat(brought.size()).isBetween(40, 400);
        assertThat(brought).allSatisfy(link -> {
            ReferralCode code = Objects.requireNonNull(codes.get(link.state()));
            assertThat(code.code()).matches("r[0-9a-f]{9}");
            assertThat(code.staff().userid()).isEqualTo(link.userid());
            assertThat(code.customer().customerNo()).isNotEqualTo(customers.get(link.externalUserid()));
        });
        Set<String> bring = BANK.referralCodes().stream()
                .map(code -> code.customer().customerNo())
                .collect(Collectors.toSet());
        assertThat(brought.stream().map(link -> customers.getOrDefault(link.externalUserid(), "")))
                .as("who was brought brings others")
                .anyMatch(bring::contains);
    }

    @Test
    void letsOneBranchLagBehind() {
        Set<String> certified = BANK.bindings().stream()
                .filter(binding -> binding.unboundAt().isEmpty())
                .map(binding -> binding.customer().customerNo())
                .collect(Collectors.toSet());
        Map<String, Double> byBranch = BANK.customers().stream()
                .collect(Collectors.groupingBy(
                        customer -> customer.institution().code().substring(0, 2),
                        Collectors.averagingInt(customer -> certified.contains(customer.customerNo()) ? 1 : 0)));
        assertThat(byBranch.getOrDefault("02", 1.0)).isLessThan(byBranch.getOrDefault("01", 0.0) * 0.6);
        assertThat(byBranch.values()).allMatch(share -> share > 0.15 && share < 0.8);
    }

    @Test
    void isWrittenInTheReferenceForm() throws IOException {
        new BankFolder(folder).write(BANK);

        assertThat(Files.readString(folder.resolve("bank/customers.csv")))
                .startsWith(
                        "customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r\nC000000001,");
        assertThat(Files.readString(folder.resolve("bank/staff.csv")))
                .startsWith("staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to\r\n");
        assertThat(Files.readString(folder.resolve("bank/bindings.csv")))
                .startsWith("external_userid,customer_no,bound_at,route,province,unbound_at\r\n")
                .contains("+08:00,app,");
        assertThat(Files.readString(folder.resolve("wecom/follow_users.jsonl"))).contains("\"deleted_at\":null");
        WeComData read = new WeComFolder(folder).read();
        assertThat(read.friends()).isEqualTo(BANK.weCom().friends());
        assertThat(read.contacts()).isEqualTo(BANK.weCom().contacts());
        assertThat(read.tags()).isEqualTo(BANK.weCom().tags());
        assertThat(read.members()).isEqualTo(BANK.weCom().members());
        assertThat(read.behaviour().get()).isEqualTo(BANK.weCom().behaviour().get());
        assertThat(Prospects.read(new WeComFolder(folder.resolve("wecom")).bankFolder()))
                .hasSizeBetween(2500, 4500)
                .anyMatch(prospect -> prospect.manager().startsWith("yj")
                        && prospect.province().equals("330000"));
    }
}

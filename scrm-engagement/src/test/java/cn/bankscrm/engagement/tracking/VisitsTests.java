package cn.bankscrm.engagement.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.activity.TimeLineKind;
import cn.bankscrm.core.activity.TimeLineQuery;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.realname.UnionId;
import cn.bankscrm.engagement.content.Body;
import cn.bankscrm.engagement.content.ContentKind;
import cn.bankscrm.engagement.content.ContentVersionId;
import cn.bankscrm.engagement.content.PublishedContent;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a page that is opened, read and passed on leaves behind. */
class VisitsTests {

    private static final Beacon ALL = new Beacon(60, 100, Set.of(0, 1, 2));
    private static final TrackingProperties SETTINGS = new TrackingProperties(
            Set.of("bank.example"), Duration.ofSeconds(20), Duration.ofSeconds(45), 60, Duration.ofDays(30), List.of());

    private final TrackedBank bank = new TrackedBank();
    private final Later clock = new Later();
    private final TrackedLinks links = bank.links(clock);
    private final LinkCodesTests.DigestsOnly key = new LinkCodesTests.DigestsOnly("a key");
    private final OptOuts optOuts = new OptOuts(bank.db, clock);
    private final Visits visits = new Visits(
            bank.db,
            new BotRules(SETTINGS),
            new VisitTickets(key),
            new VisitRows(bank.db),
            optOuts,
            new Follows(bank.db, SETTINGS),
            clock);
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(bank.source));
    private final PublishedPage page = page();
    private final String personal = links.linkFor(
                    bank.content, TrackedBank.STAFF, Optional.of(TrackedBank.CUSTOMER), Optional.empty())
            .code();
    private final String open = links.linkFor(bank.content, TrackedBank.STAFF, Optional.empty(), Optional.empty())
            .code();

    @Test
    void anOpeningIsTheirsForWhomTheLinkWasMade() {
        opened(personal, visitor("a"), null);
        assertThat(row("contact_id || ' ' || depth || ' ' || dwell_seconds")).isEqualTo("70 0 0");
    }

    @Test
    void aReportIsWrittenDownAndDoesNotShrink() {
        Visit visit = opened(personal, visitor("a"), null);
        clock.passes(Duration.ofSeconds(30));
        assertThat(seen(personal, visit, new Beacon(25, 40, Set.of(0)))).isTrue();
        assertThat(seen(personal, visit, new Beacon(3, 10, Set.of(1, 17)))).isTrue();
        assertThat(seen(personal, visit, new Beacon(4_000, 10, Set.of()))).isTrue();
        assertThat(row("dwell_seconds || ' ' || scroll_percent || ' ' || sections::text"))
                .isEqualTo("32 40 {0,1}");
    }

    @Test
    void aTicketOfAnotherLinkOrOfNobodyIsRefused() {
        Visit visit = opened(personal, visitor("a"), null);
        assertThat(visits.seen(open, visit.ticket(), ALL, page)).isFalse();
        assertThat(visits.seen(personal, visit.passingOn(), ALL, page)).isFalse();
        assertThat(visits.seen(personal, visit.ticket().replaceFirst("^.", "z"), ALL, page))
                .isFalse();
        clock.passes(Duration.ofHours(25));
        assertThat(visits.seen(personal, visit.ticket(), ALL, page)).isFalse();
        assertThat(row("dwell_seconds")).isEqualTo("0");
    }

    @Test
    void whatIsPassedOnMakesAChain() {
        Visit customers = opened(personal, visitor("a"), null);
        Visit friends = opened(personal, visitor("b"), customers);
        opened(personal, visitor("c"), friends);
        assertThat(
                        rows(
                                "depth || ' ' || coalesce(contact_id::text, '-') || ' ' || coalesce((parent_id - first)::text, '-')"))
                .containsExactly("0 70 -", "1 - 0", "2 - 1");
    }

    @Test
    void openingAgainWhatOneHasPassedOnIsNoForward() {
        Visit first = opened(personal, visitor("a"), null);
        Visit friends = opened(personal, visitor("b"), first);
        opened(personal, visitor("a"), first);
        opened(personal, visitor("b"), friends);
        assertThat(rows("depth || ' ' || coalesce(contact_id::text, '-')"))
                .containsExactly("0 70", "1 -", "0 70", "1 -");
    }

    @Test
    void somebodyElseWhomWeChatNamesIsAForwardAndACustomerWhoGetsItBackIsNone() {
        Visit others = visits.open(
                personal, link(personal), page, new Visitor("x", Optional.of(TrackedBank.STRANGER)), Optional.empty());
        visits.open(
                personal,
                link(personal),
                page,
                new Visitor("y", Optional.of(TrackedBank.CUSTOMER)),
                Optional.of(others.passingOn()));
        assertThat(rows("depth || ' ' || contact_id")).containsExactly("1 71", "0 70");
    }

    @Test
    void nobodyIsKnownBehindAnOpenLinkButWhomWeChatNames() {
        opened(open, visitor("a"), null);
        visits.open(open, link(open), page, new Visitor("x", Optional.of(TrackedBank.CUSTOMER)), Optional.empty());
        assertThat(rows("coalesce(contact_id::text, '-') || ' ' || depth")).containsExactly("- 0", "70 0");
        assertThat(visits.contactOf(new UnionId("u70"))).hasValue(TrackedBank.CUSTOMER);
        assertThat(visits.contactOf(new UnionId("u99"))).isEmpty();
    }

    @Test
    void machinesAreKeptApart() {
        assertThat(visits.byMachine(link(personal), "HEAD", name -> null)).isTrue();
        assertThat(visits.byMachine(
                        link(personal), "GET", Map.of("User-Agent", "Mozilla/5.0", "Accept-Language", "zh")::get))
                .isFalse();
        assertThat(bank.db
                        .sql("select reason from engagement.link_fetch")
                        .query(String.class)
                        .list())
                .containsExactly("NO_GET");
        assertThat(rows("depth::text")).isEmpty();
    }

    @Test
    void longReadingIsAnInterestAndALeadEachOnce() {
        Visit visit = opened(personal, visitor("a"), null);
        clock.passes(Duration.ofMinutes(2));
        seen(personal, visit, new Beacon(10, 100, Set.of()));
        assertThat(interests()).isEmpty();
        seen(personal, visit, new Beacon(21, 100, Set.of()));
        assertThat(interests()).containsExactly("70 存款 1");
        assertThat(leads()).isEmpty();
        seen(personal, visit, new Beacon(46, 100, Set.of()));
        seen(personal, visit, new Beacon(90, 100, Set.of()));
        assertThat(leads()).containsExactly("70 700 7 TELL_MORE NEW");
        Visit again = opened(personal, visitor("a"), null);
        clock.passes(Duration.ofMinutes(2));
        seen(personal, again, ALL);
        assertThat(interests()).containsExactly("70 存款 2");
        assertThat(leads()).hasSize(1);
    }

    @Test
    void aClosedLeadIsNotRaisedAgainAtOnceButLater() {
        for (int days : List.of(0, 3, 40)) {
            clock.passes(Duration.ofDays(days));
            Visit visit = opened(personal, visitor("a"), null);
            transaction.executeWithoutResult(status -> visits.goOn(personal, visit.ticket(), page));
            bank.db
                    .sql("update engagement.lead set state = 'DONE', closed_at = :now where state = 'NEW'")
                    .param("now", java.sql.Timestamp.from(clock.instant()))
                    .update();
        }
        assertThat(leads()).containsExactly("70 700 7 HELP_FINISH DONE", "70 700 7 HELP_FINISH DONE");
    }

    @Test
    void aStrangerLeavesNeitherInterestNorLead() {
        Visit visit = opened(open, visitor("a"), null);
        clock.passes(Duration.ofMinutes(2));
        seen(open, visit, ALL);
        assertThat(interests()).isEmpty();
        assertThat(leads()).isEmpty();
    }

    /** Two first visits of one customer at the same moment: both count, and one lead comes of them. */
    @Test
    void twoFirstVisitsAtOnceMakeOneLead() throws Exception {
        List<Visit> both = List.of(opened(personal, visitor("a"), null), opened(personal, visitor("b"), null));
        clock.passes(Duration.ofMinutes(2));
        try (ExecutorService two = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> reports = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Visit visit = both.get(i % 2);
                reports.add(() -> seen(personal, visit, ALL));
            }
            for (Future<Boolean> report : two.invokeAll(reports)) {
                assertThat(report.get()).isTrue();
            }
        }
        assertThat(leads()).hasSize(1);
        assertThat(interests()).containsExactly("70 存款 2");
    }

    @Test
    void anOptOutIsTheReadersAndCanBeTakenBack() {
        Visit visit = opened(personal, visitor("a"), null);
        assertThat(visits.optOut(personal, visit.ticket())).isTrue();
        assertThat(visits.optOut(personal, visit.ticket())).isTrue();
        assertThat(optOuts.stands(TrackedBank.CUSTOMER)).isTrue();
        assertThat(visits.optIn(personal, visit.ticket())).isTrue();
        assertThat(optOuts.stands(TrackedBank.CUSTOMER)).isFalse();
    }

    @Test
    void whoWasPassedALinkOptsOutForThemselvesAlone() {
        Visit friends = opened(personal, visitor("b"), opened(personal, visitor("a"), null));
        assertThat(visits.optOut(personal, friends.ticket())).isTrue();
        assertThat(optOuts.stands(TrackedBank.CUSTOMER)).isFalse();
        assertThat(visits.optOut(personal, "guess")).isFalse();
    }

    @Test
    void theTargetIsRecordedOnceAndIsTheOnlyPlaceToGo() {
        Visit visit = opened(personal, visitor("a"), null);
        assertThat(visits.goOn(personal, visit.ticket(), page)).hasValue(URI.create("https://m.bank.example/deposit"));
        String first = row("target_at");
        clock.passes(Duration.ofSeconds(9));
        visits.goOn(personal, visit.ticket(), page);
        assertThat(row("target_at")).isEqualTo(first);
    }

    @Test
    void openingsStandOnTheTimeLineOfTheCustomer() {
        Visit visit = opened(personal, visitor("a"), null);
        clock.passes(Duration.ofSeconds(40));
        seen(personal, visit, new Beacon(30, 80, Set.of()));
        opened(open, visitor("b"), null);
        assertThat(new VisitsOnTimeLine(bank.db)
                        .facts(new TimeLineQuery(
                                new CustomerId(700),
                                Set.of(TimeLineKind.LINK_OPENED),
                                null,
                                Instant.EPOCH,
                                clock.instant(),
                                Long.MAX_VALUE,
                                10)))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.contact()).isEqualTo(TrackedBank.CUSTOMER);
                    assertThat(fact.details()).isEqualTo(Map.of("content", "三年怎么存", "dwell", "30", "scroll", "80"));
                });
    }

    private Visit opened(String code, Visitor visitor, @Nullable Visit from) {
        Visit visit = visits.open(
                code, link(code), page, visitor, Optional.ofNullable(from).map(Visit::passingOn));
        clock.passes(Duration.ofMillis(5));
        return visit;
    }

    private boolean seen(String code, Visit visit, Beacon beacon) {
        return Boolean.TRUE.equals(transaction.execute(status -> visits.seen(code, visit.ticket(), beacon, page)));
    }

    private Link link(String code) {
        return links.find(code).orElseThrow();
    }

    private static Visitor visitor(String mark) {
        return new Visitor(mark, Optional.<ExternalContactId>empty());
    }

    private String row(String what) {
        return bank.db
                .sql("select " + what + " from engagement.link_visit")
                .query(String.class)
                .single();
    }

    private List<@Nullable String> rows(String what) {
        return bank.db
                .sql("select " + what
                        + " from (select *, min(id) over () as first from engagement.link_visit) v order by id")
                .query(String.class)
                .list();
    }

    private List<@Nullable String> interests() {
        return bank.db.sql("""
                        select i.contact_id || ' ' || t.name || ' ' || i.count
                        from engagement.customer_interest i join engagement.interest_tag t on t.id = i.interest_tag_id
                        """).query(String.class).list();
    }

    private List<@Nullable String> leads() {
        return bank.db.sql("""
                        select contact_id || ' ' || customer_id || ' ' || staff_id || ' ' || next_step || ' ' || state
                        from engagement.lead order by id
                        """).query(String.class).list();
    }

    private PublishedPage page() {
        long version = bank.db
                .sql("select id from engagement.content_version where state = 'PUBLISHED'")
                .query(Long.class)
                .single();
        String html = Body.toHtml(TrackedBank.BODY, file -> "/l/files/" + file);
        return new PublishedPage(
                new PublishedContent(
                        bank.content,
                        new ContentVersionId(version),
                        ContentKind.ARTICLE,
                        new InstitutionId(1),
                        "三年怎么存",
                        "",
                        TrackedBank.BODY,
                        Optional.of("https://m.bank.example/deposit"),
                        Optional.empty()),
                html,
                Section.of(html),
                Optional.of(URI.create("https://m.bank.example/deposit")));
    }

    /** A clock that is moved by hand. */
    private static final class Later extends Clock {

        private Instant now = Instant.parse("2026-11-20T02:00:00Z");

        void passes(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Asia/Shanghai");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}

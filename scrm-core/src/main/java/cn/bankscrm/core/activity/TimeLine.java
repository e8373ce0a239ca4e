package cn.bankscrm.core.activity;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.SeenCustomer;
import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.customer.VisibleCustomers;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffNo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one time line of a customer (客户动态): everything that any source knows, merged, newest first, paged by key. Lines
 * are ordered by time, then by source, then by id within the source; each source is asked only for as many as one page
 * needs, so that a page costs the same wherever in the time line it stands.
 */
@Component
@Transactional(readOnly = true)
public class TimeLine {

    private static final Instant EVER = Instant.parse("1900-01-01T00:00:00Z");

    /** What lies in the future has not happened; what a clock of WeCom's that goes fast says has. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Comparator<Line> ORDER = Comparator.comparing((Line line) -> line.fact.at())
            .reversed()
            .thenComparing(line -> line.source)
            .thenComparing(
                    Comparator.comparingLong((Line line) -> line.fact.id()).reversed());

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;
    private final List<TimeLineSource> sources;

    TimeLine(JdbcClient db, FieldCipher cipher, Clock clock, List<TimeLineSource> sources) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
        this.sources = List.copyOf(sources);
    }

    private record Line(String source, TimeLineFact fact) {}

    /**
     * @param after where the part before ended, as {@link TimeLinePage#next} said; null or anything else: the newest
     * @param most at most so many lines
     */
    public TimeLinePage page(SeenCustomer customer, TimeLineFilter filter, @Nullable String after, int most) {
        Set<TimeLineKind> kinds = kinds(filter.group());
        StaffId staff = null;
        if (filter.staff() != null) {
            Optional<StaffId> named = named(filter.staff(), customer);
            if (named.isEmpty()) {
                return new TimeLinePage(List.of(), null);
            }
            staff = named.get();
        }
        List<Line> lines = new ArrayList<>();
        Optional<TimeLinePosition> position = TimeLinePosition.read(after);
        for (TimeLineSource source : sources) {
            Set<TimeLineKind> wanted = EnumSet.copyOf(source.kinds());
            wanted.retainAll(kinds);
            if (!wanted.isEmpty()) {
                source.facts(query(customer, filter, staff, wanted, source.name(), position, most + 1)).stream()
                        .map(fact -> new Line(source.name(), fact))
                        .forEach(lines::add);
            }
        }
        lines.sort(ORDER);
        boolean further = lines.size() > most;
        List<Line> shown = further ? lines.subList(0, most) : lines;
        return new TimeLinePage(
                entries(shown.stream().map(Line::fact).toList(), customer),
                further ? position(shown.getLast()).write() : null);
    }

    private TimeLineQuery query(
            SeenCustomer customer,
            TimeLineFilter filter,
            @Nullable StaffId staff,
            Set<TimeLineKind> kinds,
            String source,
            Optional<TimeLinePosition> position,
            int most) {
        Instant before = clock.instant().plus(AHEAD);
        if (filter.until() != null && begin(filter.until().plusDays(1)).isBefore(before)) {
            before = begin(filter.until().plusDays(1));
        }
        long beforeId = Long.MIN_VALUE;
        if (position.isPresent() && position.get().at().isBefore(before)) {
            before = position.get().at();
            int order = source.compareTo(position.get().source());
            beforeId = order < 0
                    ? Long.MIN_VALUE
                    : order > 0 ? Long.MAX_VALUE : position.get().id();
        }
        return new TimeLineQuery(
                customer.id(),
                kinds,
                staff,
                filter.from() == null ? EVER : begin(filter.from()),
                before,
                beforeId,
                most);
    }

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private static Set<TimeLineKind> kinds(TimeLineKind.@Nullable Group group) {
        Set<TimeLineKind> kinds = EnumSet.allOf(TimeLineKind.class);
        if (group != null) {
            kinds.removeIf(kind -> kind.group() != group);
        }
        return kinds;
    }

    private static TimeLinePosition position(Line line) {
        return new TimeLinePosition(line.fact.at(), line.source, line.fact.id());
    }

    private Optional<StaffId> named(StaffNo no, SeenCustomer customer) {
        return db.sql("select s.id from core.staff s where s.staff_no = :no and "
                        + VisibleCustomers.staffIn(customer.scope()))
                .param("no", no.value())
                .param("today", LocalDate.now(clock))
                .param("root", VisibleCustomers.root(customer.scope()))
                .query((row, number) -> new StaffId(row.getLong("id")))
                .optional();
    }

    private List<TimeLineEntry> entries(List<TimeLineFact> facts, SeenCustomer customer) {
        Map<StaffId, StaffRef> staff = staff(
                facts.stream().map(TimeLineFact::staff).filter(Objects::nonNull).toList(), customer);
        Map<ExternalContactId, String> contacts = contacts(facts.stream()
                .map(TimeLineFact::contact)
                .filter(Objects::nonNull)
                .toList());
        return facts.stream()
                .map(fact -> new TimeLineEntry(
                        fact.at(),
                        fact.kind(),
                        fact.staff() == null ? null : staff.get(fact.staff()),
                        fact.staff() != null && !staff.containsKey(fact.staff()),
                        fact.contact() == null ? null : contacts.get(fact.contact()),
                        fact.details()))
                .toList();
    }

    private Map<StaffId, StaffRef> staff(Collection<StaffId> ids, SeenCustomer customer) {
        Map<StaffId, StaffRef> names = new HashMap<>();
        db.sql("""
                        select s.id, coalesce(s.staff_no, '') as staff_no, coalesce(s.name, s.wecom_userid, '') as name
                        from core.staff s where s.id = any(:ids) and\s""" + VisibleCustomers.staffIn(customer.scope()))
                .param("ids", ids(ids.stream().map(id -> id.value())))
                .param("today", LocalDate.now(clock))
                .param("root", VisibleCustomers.root(customer.scope()))
                .query(row -> {
                    names.put(
                            new StaffId(row.getLong("id")),
                            new StaffRef(row.getString("staff_no"), row.getString("name")));
                });
        return names;
    }

    private Map<ExternalContactId, String> contacts(Collection<ExternalContactId> ids) {
        Map<ExternalContactId, String> names = new HashMap<>();
        db.sql("select id, name_enc from core.external_contact where id = any(:ids) and name_enc is not null")
                .param("ids", ids(ids.stream().map(id -> id.value())))
                .query(row -> {
                    names.put(
                            new ExternalContactId(row.getLong("id")),
                            Masking.name(cipher.decrypt("external_contact.name", row.getBytes("name_enc"))));
                });
        return names;
    }

    private static Long[] ids(java.util.stream.Stream<Long> ids) {
        return Arrays.stream(ids.mapToLong(Long::longValue).distinct().toArray())
                .boxed()
                .toArray(Long[]::new);
    }
}

package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.realname.UnionId;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What happens behind links: a page is opened, which is one insertion; it is read, left for its target, passed on, and
 * its reader wants no more of them.
 */
@Component
public class Visits {

    /** A page that lies open longer reports nothing any more. */
    private static final Duration LONGEST_OPEN = Duration.ofHours(24);

    private final JdbcClient db;
    private final BotRules bots;
    private final VisitTickets tickets;
    private final VisitRows rows;
    private final OptOuts optOuts;
    private final Follows follows;
    private final Clock clock;

    Visits(
            JdbcClient db,
            BotRules bots,
            VisitTickets tickets,
            VisitRows rows,
            OptOuts optOuts,
            Follows follows,
            Clock clock) {
        this.db = db;
        this.bots = bots;
        this.tickets = tickets;
        this.rows = rows;
        this.optOuts = optOuts;
        this.follows = follows;
        this.clock = clock;
    }

    /**
     * Whether a machine fetches the page, which is noted apart.
     *
     * @param headers gives the value of a header; null for none
     */
    public boolean byMachine(Link link, String method, Function<String, @Nullable String> headers) {
        Optional<String> reason = bots.machine(method, headers);
        reason.ifPresent(
                why -> db.sql("insert into engagement.link_fetch (at, link_id, reason) values (:at, :link, :reason)")
                        .param("at", Timestamp.from(clock.instant()))
                        .param("link", link.id().value())
                        .param("reason", why)
                        .update());
        return reason.isPresent();
    }

    /** The contact of a person whom WeChat named; empty for nobody's friend. */
    public Optional<ExternalContactId> contactOf(UnionId person) {
        return db.sql("select id from core.external_contact where unionid = :person order by id limit 1")
                .param("person", person.value())
                .query(Long.class)
                .optional()
                .map(ExternalContactId::new);
    }

    /** @param passedOn what the address carried; anything else than a ticket of ours is as good as nothing */
    public Visit open(String code, Link link, PublishedPage page, Visitor visitor, Optional<String> passedOn) {
        Reader reader = Reader.of(
                link,
                visitor.recognised(),
                tickets.visitor(visitor),
                passedOn.flatMap(ticket -> tickets.ofPassingOn(code, ticket)));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        VisitId id = rows.insert(link, page.content().version(), reader, now);
        return new Visit(tickets.forPage(code, id), tickets.forPassingOn(code, id, reader));
    }

    /** What the page reports. Twice is as good as once, and a report that comes late takes nothing back. */
    @Transactional
    public boolean seen(String code, String ticket, Beacon beacon, PublishedPage page) {
        return grow(
                code,
                ticket,
                visit -> visit.version().equals(page.content().version())
                        ? visit.reading()
                                .grown(
                                        beacon,
                                        Duration.between(visit.id().openedAt(), clock.instant()),
                                        page.sections().size())
                        : visit.reading());
    }

    /** The reader goes on. */
    @Transactional
    public Optional<URI> goOn(String code, String ticket, PublishedPage page) {
        if (page.target().isPresent()) {
            grow(code, ticket, visit -> visit.reading().wentOn());
        }
        return page.target();
    }

    /** The reader wants no more: whoever the link was made for, or whoever else reads it, for themselves. */
    @Transactional
    public boolean optOut(String code, String ticket) {
        Optional<VisitRows.Row> visit = locked(code, ticket);
        visit.ifPresent(row -> optOuts.record(row.reader(), row.link()));
        return visit.isPresent();
    }

    /** And wants them again. */
    @Transactional
    public boolean optIn(String code, String ticket) {
        Optional<VisitRows.Row> visit = locked(code, ticket);
        visit.ifPresent(row -> optOuts.revoke(row.reader()));
        return visit.isPresent();
    }

    private boolean grow(String code, String ticket, Function<VisitRows.Row, Reading> growing) {
        Optional<VisitRows.Row> visit = locked(code, ticket);
        visit.ifPresent(before -> {
            Reading after = growing.apply(before);
            if (!after.equals(before.reading())) {
                Instant now = clock.instant();
                rows.update(before.id(), after, now);
                follows.from(before, after, now);
            }
        });
        return visit.isPresent();
    }

    private Optional<VisitRows.Row> locked(String code, String ticket) {
        return tickets.ofPage(code, ticket)
                .filter(id -> id.openedAt().plus(LONGEST_OPEN).isAfter(clock.instant()))
                .flatMap(rows::lock);
    }
}

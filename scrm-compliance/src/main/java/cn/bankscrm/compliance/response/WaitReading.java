package cn.bankscrm.compliance.response;

import cn.bankscrm.compliance.archive.ArchiveReaders;
import cn.bankscrm.compliance.archive.ChatTurn;
import cn.bankscrm.compliance.archive.ChatTurns;
import cn.bankscrm.compliance.archive.ChatTurns.Touched;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.response.WaitRows.Kept;
import cn.bankscrm.compliance.response.WaitRows.Row;
import cn.bankscrm.core.staff.StaffId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads waits out of the archive, page by page. Of each conversation in which something is new the waits are made anew
 * from the last moment at which nobody waited: a message that comes late, or one that is taken back, ends as if it had
 * come in its time. The place moves in the transaction of the waits.
 */
@Component
class WaitReading {

    static final String READER = "response";

    private static final int PAGE = 1_000;

    private final ArchiveReaders readers;
    private final ChatTurns turns;
    private final WaitRows rows;
    private final WorkingCalendars calendars;
    private final JdbcClient db;
    private final Clock clock;

    WaitReading(
            ArchiveReaders readers,
            ChatTurns turns,
            WaitRows rows,
            WorkingCalendars calendars,
            JdbcClient db,
            Clock clock) {
        this.readers = readers;
        this.turns = turns;
        this.rows = rows;
        this.calendars = calendars;
        this.db = db;
        this.clock = clock;
    }

    /** A wait with whose it is. */
    private record Asked(ConversationId conversation, Wait span) {}

    /** @return whether there may be more at once */
    @Transactional
    public boolean readSome() {
        ChatTurns.Page page = turns.after(readers.lock(READER), PAGE);
        if (page.records() == 0) {
            return false;
        }
        if (!page.conversations().isEmpty()) {
            renew(page.conversations());
        }
        readers.advance(READER, page.place());
        return page.records() == PAGE;
    }

    private void renew(List<Touched> touched) {
        Map<ConversationId, Touched> conversations =
                touched.stream().collect(Collectors.toMap(Touched::conversation, Function.identity()));
        Map<ConversationId, Instant> begins = rows.beginnings(touched);
        Map<ConversationId, List<ChatTurn>> said = turns.since(begins);
        Waiting waiting = new Waiting(closing());
        Map<ConversationId, Map<Instant, Wait>> made = new HashMap<>();
        said.forEach((id, spoken) -> made.put(
                id,
                waiting.in(spoken).stream()
                        .collect(Collectors.toMap(Wait::askedAt, Function.identity(), (a, b) -> a))));
        List<Kept> gone = new ArrayList<>();
        Set<Asked> unchanged = new HashSet<>();
        for (Kept kept : rows.since(begins)) {
            Wait now = made.getOrDefault(kept.conversation(), Map.of())
                    .get(kept.span().askedAt());
            if (now == null) {
                gone.add(kept);
            } else if (now.equals(kept.span())) {
                unchanged.add(new Asked(kept.conversation(), kept.span()));
            }
        }
        rows.remove(gone);
        List<Asked> changed = made.entrySet().stream()
                .flatMap(one -> one.getValue().values().stream().map(wait -> new Asked(one.getKey(), wait)))
                .filter(asked -> !unchanged.contains(asked))
                .toList();
        rows.put(measured(changed, conversations));
        rows.carryAlerts(gone.stream().filter(Kept::alerted).toList(), clock.instant());
    }

    private List<Row> measured(List<Asked> waits, Map<ConversationId, Touched> conversations) {
        if (waits.isEmpty()) {
            return List.of();
        }
        List<Touched> touched = waits.stream()
                .map(asked -> Objects.requireNonNull(conversations.get(asked.conversation())))
                .toList();
        Map<StaffId, WorkingCalendar> working =
                calendars.of(touched.stream().map(Touched::staff).toList());
        Map<Long, Integer> limits = rows.limits(touched.stream()
                .flatMap(one -> one.contact().stream())
                .map(id -> id.value())
                .distinct()
                .toList());
        int bank = rows.limit();
        List<Row> measured = new ArrayList<>();
        for (int i = 0; i < waits.size(); i++) {
            Wait wait = waits.get(i).span();
            Touched of = touched.get(i);
            WorkingCalendar calendar = Objects.requireNonNull(working.get(of.staff()));
            int limit = of.contact()
                    .map(contact -> limits.getOrDefault(contact.value(), bank))
                    .orElse(bank);
            measured.add(new Row(
                    of,
                    wait,
                    wait.answeredAt()
                            .map(answered -> (int)
                                    calendar.between(wait.askedAt(), answered).toMinutes())
                            .orElse(0),
                    limit,
                    calendar.after(wait.askedAt(), Duration.ofMinutes(limit))));
        }
        return measured;
    }

    private ClosingPhrases closing() {
        return new ClosingPhrases(db.sql("select phrase from compliance.closing_phrase")
                .query((row, n) -> Objects.requireNonNull(row.getString("phrase")))
                .list());
    }
}

package cn.bankscrm.compliance.backscan;

import cn.bankscrm.compliance.alert.Alerts;
import cn.bankscrm.compliance.alert.NewAlert;
import cn.bankscrm.compliance.alert.WordRules;
import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.archive.ChatMessages;
import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.compliance.picture.PictureTexts;
import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Screener;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a back-scan some messages further. What was found, and the place up to which it was looked for, are one
 * transaction; the row is held meanwhile, so that one node works on it at a time. A find that is an alert already, for
 * whatever reason, is none again: alerts are known by message, category and term.
 */
@Component
class BackScanning {

    private static final int AT_A_TIME = 500;

    /** A longer silence is a stop of the platform, and no work. */
    private static final long LONGEST_BREAK_MS = 60_000;

    private final JdbcClient db;
    private final LexiconQueries lexicon;
    private final ChatMessages archive;
    private final WordRules words;
    private final PictureTexts pictures;
    private final Alerts alerts;
    private final Clock clock;
    private volatile @Nullable Engine engine;

    BackScanning(
            JdbcClient db,
            LexiconQueries lexicon,
            ChatMessages archive,
            WordRules words,
            PictureTexts pictures,
            Alerts alerts,
            Clock clock) {
        this.db = db;
        this.lexicon = lexicon;
        this.archive = archive;
        this.words = words;
        this.pictures = pictures;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Of the new entries alone, with their safe contexts. */
    private record Engine(long scan, LexiconInForce.Built built) {}

    private record Job(
            long id,
            VersionNumber version,
            Set<Long> entries,
            Optional<Instant> since,
            long until,
            long place,
            Instant moved) {}

    /** Pages of the archive that wait to be read go first. */
    @Transactional
    public boolean ingestionIsBehind() {
        return db.sql("select count(*) > 1 from compliance.archive_page where next_try_at <= :now")
                .param("now", Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    /** @return whether there is more to do */
    @Transactional
    public boolean scanSome() {
        Optional<Job> next = next();
        if (next.isEmpty()) {
            return false;
        }
        Job job = next.get();
        List<ChatMessage> page = archive.messagesAfter(job.place(), AT_A_TIME).stream()
                .filter(message -> message.place() <= job.until())
                .toList();
        List<ChatMessage> asked = page.stream()
                .filter(message -> job.since().filter(message.at()::isBefore).isEmpty())
                .toList();
        Map<Long, List<String>> pictured =
                pictures.of(asked.stream().map(ChatMessage::seq).toList());
        List<ChatMessage> screened = asked.stream()
                .filter(message -> message.text().isPresent() || pictured.containsKey(message.seq()))
                .toList();
        List<NewAlert> found = new ArrayList<>(words.foundAgain(screened, engine(job)));
        for (ChatMessage message : screened) {
            for (String text : pictured.getOrDefault(message.seq(), List.of())) {
                found.addAll(words.inPicture(message, text, engine(job)));
            }
        }
        long raised = found.stream().filter(alerts::raise).count();
        boolean done = page.size() < AT_A_TIME;
        moved(job, page, screened.size(), found, raised, done);
        return true;
    }

    private Optional<Job> next() {
        return db.sql("""
                        select id, version, entry_ids, since, until_place, place, moved_at from compliance.back_scan
                        where state = 'RUNNING' order by id limit 1 for update skip locked
                        """)
                .query((row, n) -> new Job(
                        row.getLong("id"),
                        new VersionNumber(row.getInt("version")),
                        Set.of((Long[]) row.getArray("entry_ids").getArray()),
                        Optional.ofNullable(row.getTimestamp("since")).map(Timestamp::toInstant),
                        row.getLong("until_place"),
                        row.getLong("place"),
                        row.getTimestamp("moved_at").toInstant()))
                .optional();
    }

    private LexiconInForce.Built engine(Job job) {
        Engine known = engine;
        if (known != null && known.scan() == job.id()) {
            return known.built();
        }
        Map<LexiconEntry, EntryId> ids = new LinkedHashMap<>();
        lexicon.lines(job.version()).stream()
                .filter(line -> job.entries().contains(line.id().value()))
                .forEach(line -> ids.putIfAbsent(line.line().entry(), line.id()));
        LexiconInForce.Built built = new LexiconInForce.Built(
                job.version(),
                LocalDate.now(clock),
                Screener.of(new Lexicon("back-scan-" + job.id(), List.copyOf(ids.keySet()))),
                ids);
        engine = new Engine(job.id(), built);
        return built;
    }

    private void moved(Job job, List<ChatMessage> page, int screened, List<NewAlert> found, long raised, boolean done) {
        Instant now = clock.instant();
        long worked = now.toEpochMilli() - job.moved().toEpochMilli();
        db.sql("""
                        update compliance.back_scan
                        set place = :place, read = read + :read, screened = screened + :screened, found = found + :found,
                            raised = raised + :raised, worked_ms = worked_ms + :worked, moved_at = :now,
                            state = case when :done then 'DONE' else state end,
                            finished_at = case when :done then :now::timestamptz end
                        where id = :id
                        """)
                .param("place", done ? job.until() : page.getLast().place())
                .param("read", page.size())
                .param("screened", screened)
                .param("found", found.stream().map(NewAlert::seq).distinct().count())
                .param("raised", raised)
                .param("worked", Math.clamp(worked, 0, LONGEST_BREAK_MS))
                .param("now", Timestamp.from(now))
                .param("done", done)
                .param("id", job.id())
                .update();
    }
}

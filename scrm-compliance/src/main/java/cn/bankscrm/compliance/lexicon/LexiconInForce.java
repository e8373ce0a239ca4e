package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Screener;
import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The screener of the version in force, on this node. A version comes into force by an act on any node, of which the
 * others are told, by its time, or by a day on which an entry begins or ends: each node also looks every second.
 * Building takes milliseconds and stops nobody; who screens meanwhile uses the former one.
 */
@Component
public class LexiconInForce extends BackgroundWorker {

    private static final Logger log = LoggerFactory.getLogger(LexiconInForce.class);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Also while it fails: without the database no verdict can be kept either, so nothing goes out meanwhile. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LexiconQueries queries;
    private final Clock clock;
    private volatile @Nullable Built built;

    @Autowired
    LexiconInForce(LexiconQueries queries, Clock clock) {
        this(queries, clock, Pace.every(SECOND).pausingAtMost(SECOND).stoppingWithin(Duration.ofSeconds(10)));
    }

    LexiconInForce(LexiconQueries queries, Clock clock, Pace pace) {
        super("lexicon-in-force", pace);
        this.queries = queries;
        this.clock = clock;
    }

    /**
     * A screener, with what the lexicon calls its entries.
     *
     * @param day the day in Asia/Shanghai whose entries it holds
     */
    public record Built(VersionNumber version, LocalDate day, Screener screener, Map<LexiconEntry, EntryId> ids) {

        public Built {
            ids = Map.copyOf(ids);
        }
    }

    /** Empty before a first version is in force, and before this node has read it: then nothing may go out. */
    public Optional<Built> get() {
        return Optional.ofNullable(built);
    }

    /** Looks now, instead of within a second. */
    public synchronized void look() {
        Optional<VersionNumber> version = queries.inForce();
        LocalDate day = LocalDate.now(clock.withZone(ZONE));
        Built known = built;
        if (version.isEmpty()
                || (known != null
                        && known.version().equals(version.get())
                        && known.day().equals(day))) {
            return;
        }
        Map<LexiconEntry, EntryId> ids = new LinkedHashMap<>();
        queries.lines(version.get()).stream()
                .filter(kept -> kept.line().appliesOn(day))
                .forEach(kept -> ids.putIfAbsent(kept.line().entry(), kept.id()));
        Lexicon lexicon = new Lexicon(version.get().toString(), List.copyOf(ids.keySet()));
        built = new Built(version.get(), day, Screener.of(lexicon), ids);
        log.info("Version {} of the lexicon is in force, {} entries", version.get(), ids.size());
    }

    @Override
    protected boolean work() {
        look();
        return false;
    }
}

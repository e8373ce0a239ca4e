package cn.bankscrm.engagement.content;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.NodeWiring;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.db.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A bank with a head office (1), two branches (2, 3) and an outlet of the first (4), whose lexicon blocks 「保本」 and
 * warns of 「限时」.
 */
final class ContentBank implements AutoCloseable {

    static final Writer HEAD = new Writer("head.office", new InstitutionId(1), Optional.empty());
    static final Writer SHANGHAI = new Writer("sh.office", new InstitutionId(2), Optional.empty());
    static final Writer BEIJING = new Writer("bj.office", new InstitutionId(3), Optional.empty());
    static final Checker OFFICER = new Checker("officer", new DataScope.Subtree(new InstitutionId(1)));
    static final Checker SHANGHAI_OFFICER = new Checker("sh.officer", new DataScope.Subtree(new InstitutionId(2)));

    final AdjustableClock clock = new AdjustableClock();
    final List<ContentEnded> ended = new ArrayList<>();
    final JdbcClient db;
    final ContentDrafts drafts;
    final ContentApprovals approvals;
    final ContentEndings endings;
    final ContentLibrary library;
    private final NodeWiring wiring;

    ContentBank(Path data) {
        wiring = new NodeWiring(TestDatabase.fresh(), data, clock);
        wiring.application().registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        wiring.application()
                .scan(
                        "cn.bankscrm.compliance.lexicon",
                        "cn.bankscrm.compliance.interception",
                        "cn.bankscrm.core.audit",
                        "cn.bankscrm.core.privacy",
                        "cn.bankscrm.engagement.content");
        wiring.application().addApplicationListener(listener());
        wiring.application().refresh();
        db = get(JdbcClient.class);
        drafts = get(ContentDrafts.class);
        approvals = get(ContentApprovals.class);
        endings = get(ContentEndings.class);
        library = get(ContentLibrary.class);
        db.sql("""
                insert into core.institution (id, code, name, parent_id, level, province, version) values
                    (1, '000001', '总行', null, 1, '110000', 0), (2, '000002', '上海分行', 1, 2, '310000', 0),
                    (3, '000003', '北京分行', 1, 2, '110000', 0), (4, '000004', '外滩支行', 2, 3, '310000', 0)
                """).update();
        db.sql("""
                insert into core.institution_path (ancestor_id, institution_id, depth) values
                    (1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 4, 0), (1, 2, 1), (1, 3, 1), (1, 4, 2), (2, 4, 1)
                """).update();
        inForce("保本", "限时");
    }

    private ApplicationListener<PayloadApplicationEvent<?>> listener() {
        return event -> {
            if (event.getPayload() instanceof ContentEnded end) {
                ended.add(end);
            }
        };
    }

    <T> T get(Class<T> type) {
        return wiring.application().getBean(type);
    }

    /** A lexicon that blocks the first, and warns of the others. */
    void inForce(String blocked, String... warned) {
        List<LexiconEntry> entries = new ArrayList<>();
        entries.add(new LexiconEntry(Phrase.literal(blocked), Level.BLOCK, "承诺收益").safeIn(List.of("不保本")));
        Arrays.stream(warned)
                .map(term -> new LexiconEntry(Phrase.literal(term), Level.WARN, "催促"))
                .forEach(entries::add);
        LexiconDrafts lexicon = get(LexiconDrafts.class);
        clock.forward(Duration.ofSeconds(1));
        lexicon.publish(lexicon.draft(entries.stream().map(LexiconLine::of).toList(), "改", "anna"), null, "boris");
        get(LexiconInForce.class).look();
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneId.of("Asia/Shanghai")));
    }

    Manuscript article(String title, String body) {
        return new Manuscript(
                title,
                "",
                List.of(),
                body,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                today(),
                Optional.of(today().plusDays(30)));
    }

    Saving.Saved draft(Writer writer, String body) {
        return (Saving.Saved) drafts.begin(writer, ContentKind.ARTICLE, article("一篇文章", body));
    }

    /** @return its version's count after submission */
    long submit(Writer writer, Saving.Saved draft) {
        Submission submission = drafts.submit(writer, draft.id(), draft.version(), null, null);
        if (!(submission instanceof Submission.Submitted)) {
            throw new IllegalStateException("Not submitted: " + submission);
        }
        return draft.version() + 1;
    }

    Saving.Saved published(Writer writer, String body) {
        Saving.Saved draft = draft(writer, body);
        approvals.approve(OFFICER, draft.id(), submit(writer, draft), null, null);
        return draft;
    }

    String state(ContentVersionId id) {
        return db.sql("select state from engagement.content_version where id = :id")
                .param("id", id.value())
                .query(String.class)
                .single();
    }

    List<String> audited() {
        return db.sql("select action from core.audit_entry where subject_kind = 'CONTENT' order by id")
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    @Override
    public void close() {
        wiring.close();
    }
}

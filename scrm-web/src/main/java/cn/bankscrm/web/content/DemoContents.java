package cn.bankscrm.web.content;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.content.Approval;
import cn.bankscrm.engagement.content.Checker;
import cn.bankscrm.engagement.content.ContentApprovals;
import cn.bankscrm.engagement.content.ContentDrafts;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentKind;
import cn.bankscrm.engagement.content.Manuscript;
import cn.bankscrm.engagement.content.Saving;
import cn.bankscrm.engagement.content.Submission;
import cn.bankscrm.engagement.content.Writer;
import cn.bankscrm.engagement.touch.WelcomeSettings;
import cn.bankscrm.web.account.DemoAccountsOpened;
import cn.bankscrm.web.account.DemoPeople;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The demo bank begins with some content, written at its first branch and passed by the door as everywhere. */
@Component
@Profile("demo")
class DemoContents {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient db;
    private final ContentDrafts drafts;
    private final ContentApprovals approvals;
    private final WelcomeSettings welcomes;
    private final DemoPeople people;
    private final Clock clock;

    DemoContents(
            JdbcClient db,
            ContentDrafts drafts,
            ContentApprovals approvals,
            WelcomeSettings welcomes,
            DemoPeople people,
            Clock clock) {
        this.db = db;
        this.drafts = drafts;
        this.approvals = approvals;
        this.welcomes = welcomes;
        this.people = people;
        this.clock = clock;
    }

    /** As it stands in {@code demo-contents.json}. */
    record Piece(
            ContentKind kind,
            String title,
            String message,
            List<String> variants,
            @Nullable String body,
            @Nullable String target,
            String interest) {

        Manuscript manuscript(LocalDate from) {
            return new Manuscript(
                    title,
                    message,
                    variants,
                    Optional.ofNullable(body).orElse(""),
                    Optional.ofNullable(target),
                    Optional.of(interest),
                    Set.of(),
                    from,
                    Optional.empty());
        }
    }

    static List<Piece> pieces() {
        try (InputStream in = Objects.requireNonNull(DemoContents.class.getResourceAsStream("demo-contents.json"))) {
            return List.of(JsonMapper.builder().build().readValue(in, Piece[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @EventListener
    void publish(DemoAccountsOpened opened) {
        boolean begun = db.sql("select exists (select from engagement.content)")
                .query(Boolean.class)
                .single();
        if (begun) {
            return;
        }
        Writer writer = new Writer("content", opened.branch(), Optional.empty());
        Checker checker = new Checker("compliance", new DataScope.Subtree(opened.branch()));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        List<ContentId> published = pieces().stream()
                .map(piece -> publish(piece.kind(), piece.manuscript(today), writer, checker))
                .toList();
        people.as(writer.account(), () -> welcomes.set("", published.getFirst(), writer.account()));
    }

    private ContentId publish(ContentKind kind, Manuscript manuscript, Writer writer, Checker checker) {
        if (people.as(writer.account(), () -> drafts.begin(writer, kind, manuscript))
                        instanceof Saving.Saved(var content, var id, var version)
                && people.as(writer.account(), () -> drafts.submit(writer, id, version, null, null))
                        instanceof Submission.Submitted
                && people.as(checker.account(), () -> approvals.approve(checker, id, version + 1, null, null))
                        instanceof Approval.Published) {
            return content;
        }
        throw new IllegalStateException("The demo's content does not pass the door");
    }
}

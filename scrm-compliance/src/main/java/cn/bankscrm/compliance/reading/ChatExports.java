package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.archive.ChatMessages;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.archive.SealedFiles;
import cn.bankscrm.compliance.evidence.PackSelection;
import cn.bankscrm.compliance.reading.ChatExport.State;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one way in which chats leave the platform as a file: somebody who may read them asks, somebody else who may read
 * them approves, and only who asked fetches the pack, for a few days. Each step is in the audit log; what was refused
 * is kept, too.
 */
@Component
@Transactional
public class ChatExports {

    private static final int SAMPLE = 1_000;

    private final ChatExportRows rows;
    private final ChatMessages archive;
    private final ChatPeople people;
    private final SealedFiles files;
    private final ChatExportWorker worker;
    private final AuditLog audit;
    private final Clock clock;

    ChatExports(
            ChatExportRows rows,
            ChatMessages archive,
            ChatPeople people,
            SealedFiles files,
            ChatExportWorker worker,
            AuditLog audit,
            Clock clock) {
        this.rows = rows;
        this.archive = archive;
        this.people = people;
        this.files = files;
        this.worker = worker;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of a step. */
    public enum Outcome {
        DONE,
        /** No message is selected, or one of another conversation is. */
        NOTHING_SELECTED,
        /** Somebody decided before, or nobody asked. */
        NOT_OPEN,
        /** Who asked does not decide. */
        SAME_PERSON
    }

    /**
     * Asks for a pack.
     *
     * @param reason why, in the auditor's own words; not blank
     * @param recipient for whom; not blank
     * @return empty when the auditor may not read the conversation
     */
    public Optional<Outcome> ask(
            Auditor auditor, ConversationId conversation, PackSelection selection, String reason, String recipient) {
        if (reason.isBlank() || recipient.isBlank()) {
            throw new IllegalArgumentException("A pack has a reason and a recipient");
        }
        List<ChatMessage> sample = sample(conversation, selection);
        if (sample.isEmpty() || !all(conversation, selection)) {
            return Optional.of(Outcome.NOTHING_SELECTED);
        }
        if (!people.mayRead(auditor, sample)) {
            return Optional.empty();
        }
        InstitutionId institution = people.institution(sample).orElse(auditor.institution());
        long id = rows.ask(conversation, selection, reason, recipient, institution.value(), auditor.account());
        record(AuditAction.EVIDENCE_ASKED, id, institution, reason, Map.of("conversation", conversation.value()));
        return Optional.of(Outcome.DONE);
    }

    private boolean all(ConversationId conversation, PackSelection selection) {
        int found = rows.messages(conversation, selection);
        return selection instanceof PackSelection.Messages some
                ? found == some.seqs().stream().distinct().count()
                : found > 0;
    }

    private List<ChatMessage> sample(ConversationId conversation, PackSelection selection) {
        return switch (selection) {
            case PackSelection.Messages some -> archive.messages(some.seqs());
            case PackSelection.Conversation span ->
                archive.newest(
                        conversation,
                        span.to().plusDays(1).atStartOfDay(clock.getZone()).toInstant(),
                        SAMPLE);
        };
    }

    /**
     * Those of the auditor's part of the bank, newest first.
     *
     * @param after the last of the part before; empty for the first part
     */
    public List<ChatExport> list(Auditor auditor, Optional<Long> after, int most) {
        return rows.list(auditor, after, most);
    }

    /** How many wait for the auditor to decide. */
    public long waiting(Auditor auditor) {
        return rows.waiting(auditor);
    }

    /** A second person lets it be made. @return empty when there is none that they may read */
    public Optional<Outcome> approve(Auditor auditor, long id) {
        return decide(auditor, id, State.APPROVED, null);
    }

    /** @param reason why not; not blank */
    public Optional<Outcome> refuse(Auditor auditor, long id, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A refusal has a reason");
        }
        return decide(auditor, id, State.REFUSED, reason);
    }

    private Optional<Outcome> decide(Auditor auditor, long id, State state, @Nullable String reason) {
        Optional<ChatExport> export = readable(auditor, id);
        if (export.isEmpty()) {
            return Optional.empty();
        }
        if (export.get().isBy(auditor.account())) {
            return Optional.of(Outcome.SAME_PERSON);
        }
        if (!rows.decide(id, state, auditor.account(), reason)) {
            return Optional.of(Outcome.NOT_OPEN);
        }
        record(
                state == State.APPROVED ? AuditAction.EVIDENCE_APPROVED : AuditAction.EVIDENCE_REFUSED,
                id,
                auditor.institution(),
                reason,
                Map.of("askedBy", export.get().askedBy()));
        worker.wake();
        return Optional.of(Outcome.DONE);
    }

    private Optional<ChatExport> readable(Auditor auditor, long id) {
        return find(auditor, id).filter(export -> {
            List<ChatMessage> sample = sample(export.conversation(), export.selection());
            return !sample.isEmpty() && people.mayRead(auditor, sample);
        });
    }

    /**
     * The pack, for who asked for it; that it was fetched is written down.
     *
     * @return empty for everybody else, before it is ready, and when its time is over
     */
    public Optional<ReadFile.Contents> fetch(Auditor auditor, long id) {
        Optional<SealedFiles.Kept> kept = rows.find(id)
                .filter(export -> export.isBy(auditor.account()))
                .filter(export -> export.expiresAt() != null && clock.instant().isBefore(export.expiresAt()))
                .flatMap(export -> rows.file(id));
        kept.ifPresent(file -> record(AuditAction.EVIDENCE_FETCHED, id, auditor.institution(), null, Map.of()));
        return kept.map(file -> () -> files.open(file));
    }

    /** One that the auditor sees. */
    public Optional<ChatExport> find(Auditor auditor, long id) {
        return rows.find(id, auditor);
    }

    private void record(
            AuditAction action,
            long id,
            InstitutionId institution,
            @Nullable String reason,
            Map<String, Object> details) {
        audit.record(
                action, new AuditSubject(AuditSubject.Kind.EVIDENCE, "request-" + id, institution), reason, details);
    }
}

package cn.bankscrm.compliance.interception;

import cn.bankscrm.compliance.interception.Senders.Sender;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.screening.Screening;
import cn.bankscrm.compliance.screening.Verdict;
import cn.bankscrm.core.audit.CurrentActor;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one door. A text is screened by the version in force, the verdict is kept, and only then told: where it cannot be
 * kept, the caller gets an exception and nothing to send.
 */
@Component
public class Interception {

    private final LexiconInForce lexicon;
    private final Senders senders;
    private final Verdicts verdicts;
    private final CurrentActor actor;
    private final InterceptionMeters meters;
    private final Deadline deadline;

    Interception(
            LexiconInForce lexicon,
            Senders senders,
            Verdicts verdicts,
            CurrentActor actor,
            InterceptionMeters meters,
            Deadline deadline) {
        this.lexicon = lexicon;
        this.senders = senders;
        this.verdicts = verdicts;
        this.actor = actor;
        this.meters = meters;
        this.deadline = deadline;
    }

    /**
     * @throws DoorClosed when nothing can be screened
     * @throws UnknownSender when the bank does not know the sender
     * @throws org.springframework.dao.DataAccessException when the verdict cannot be kept within seconds
     * @throws org.springframework.transaction.TransactionException likewise
     */
    public Decision screen(Outgoing outgoing) {
        return deadline.within(() -> screenAndKeep(outgoing));
    }

    /**
     * What the door would say, while somebody still types. Nothing is kept, and nothing is cleared by it.
     *
     * @throws DoorClosed when nothing can be screened
     * @throws UnknownSender when the bank does not know the sender
     */
    @Transactional(readOnly = true)
    public Glance glance(Outgoing outgoing) {
        LexiconInForce.Built inForce = lexicon.get().orElseThrow(DoorClosed::new);
        Screening screening = inForce.screener()
                .screen(
                        outgoing.text(),
                        senders.of(outgoing.sender(), outgoing.outlet()).occasion());
        return new Glance(screening.verdict(), screening.hits());
    }

    private Decision screenAndKeep(Outgoing outgoing) {
        LexiconInForce.Built inForce = lexicon.get().orElseThrow(() -> meters.closed(outgoing.outlet()));
        Sender sender = senders.of(outgoing.sender(), outgoing.outlet());
        Screening screening = inForce.screener().screen(outgoing.text(), sender.occasion());
        VerdictId id =
                verdicts.keep(outgoing, sender, inForce, screening, actor.get().name());
        meters.decided(outgoing.outlet(), screening.verdict());
        return switch (screening.verdict()) {
            case PASS -> new Decision.Passed(id, inForce.version(), screening.hits(), new Cleared(outgoing, id));
            case WARN -> new Decision.Warned(id, inForce.version(), screening.hits());
            case BLOCK -> new Decision.Blocked(id, inForce.version(), screening.hits());
        };
    }

    /**
     * Whoever was warned goes on, which is kept with the verdict.
     *
     * @return empty when that verdict was no warning about this very text and outlet, or a newer version of the lexicon
     *     is in force since: then it is to be screened again
     */
    public Optional<Cleared> goOn(VerdictId warning, Outgoing outgoing) {
        return deadline.within(() -> current(warning, outgoing)
                .filter(kept -> kept.verdict() == Verdict.WARN)
                .map(kept -> {
                    verdicts.accept(warning, actor.get().name());
                    return new Cleared(outgoing, warning);
                }));
    }

    /**
     * A text that was cleared earlier and has waited since, as in an outbox.
     *
     * @return empty when it was never cleared, is not the same, or a newer version of the lexicon is in force: then it
     *     is to be screened again
     */
    @Transactional(readOnly = true)
    public Optional<Cleared> stillCleared(VerdictId verdict, Outgoing outgoing) {
        return current(verdict, outgoing)
                .filter(kept -> kept.verdict() == Verdict.PASS || (kept.verdict() == Verdict.WARN && kept.accepted()))
                .map(kept -> new Cleared(outgoing, verdict));
    }

    private Optional<Verdicts.Kept> current(VerdictId verdict, Outgoing outgoing) {
        LexiconInForce.Built inForce = lexicon.get().orElseThrow(DoorClosed::new);
        return verdicts.find(verdict, outgoing.text())
                .filter(kept -> kept.sameText()
                        && kept.outlet().equals(outgoing.outlet().name()))
                .filter(kept -> kept.lexiconVersion() == inForce.version().value());
    }
}

package cn.bankscrm.compliance.interceptrule;

import cn.bankscrm.compliance.interception.VerdictStatistics;
import cn.bankscrm.compliance.interception.VerdictStatistics.EntryHits;
import cn.bankscrm.compliance.interceptrule.InterceptRules.Listed;
import cn.bankscrm.compliance.interceptrule.LeftOut.Reason;
import cn.bankscrm.compliance.interceptrule.RulePacking.Packed;
import cn.bankscrm.compliance.interceptrule.RulePacking.Packing;
import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps WeCom's rules in step with the lexicon in force: on every new version, on every new day, when somebody asks,
 * and every few minutes. Each time all rules of ours are read and compared with what was written, so that what somebody
 * changed in WeCom's admin console is found and put right. Every call that went well is written down at once; whoever
 * is killed goes on from there.
 */
@Component
public class KeepingInterceptRules {

    private static final Logger log = LoggerFactory.getLogger(KeepingInterceptRules.class);

    private static final Duration HITS_OF = Duration.ofDays(30);
    private static final Duration FIRST_REST = Duration.ofMinutes(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(30);
    private static final int SHOWN = 200;

    private final Optional<InterceptRules> weCom;
    private final InterceptRuleRows rows;
    private final LexiconInForce lexicon;
    private final VerdictStatistics statistics;
    private final AuditLog audit;
    private final InterceptRuleProperties settings;
    private final Clock clock;

    KeepingInterceptRules(
            ObjectProvider<InterceptRules> weCom,
            InterceptRuleRows rows,
            LexiconInForce lexicon,
            VerdictStatistics statistics,
            AuditLog audit,
            InterceptRuleProperties settings,
            Clock clock) {
        this.weCom = Optional.ofNullable(weCom.getIfAvailable());
        this.rows = rows;
        this.lexicon = lexicon;
        this.statistics = statistics;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * All that there is to know, for the page.
     *
     * @param everyMinutes how often the rules are compared
     */
    public record Overview(
            boolean available,
            long everyMinutes,
            InterceptSync sync,
            List<KeptRule> rules,
            List<ReasonCount> leftOutByReason,
            List<LeftOut> leftOut,
            List<Drift> drift) {}

    public Overview overview() {
        return new Overview(
                weCom.filter(InterceptRules::available).isPresent(),
                settings.compareEvery().toMinutes(),
                rows.sync(),
                rows.rules(),
                rows.leftOutByReason(),
                rows.leftOut(SHOWN),
                rows.drift(SHOWN));
    }

    /** Has the rules compared within a minute, whatever was compared before. */
    @Transactional
    public void ask() {
        rows.asked(clock.instant());
        audit.record(
                AuditAction.INTERCEPT_RULES_COMPARED,
                new AuditSubject(AuditSubject.Kind.LEXICON, "WeCom", null),
                null,
                Map.of());
    }

    /** Compares where it is time to. To be run on one node at a time. */
    public void keep() {
        Optional<InterceptRules> there = weCom.filter(InterceptRules::available);
        Optional<LexiconInForce.Built> built = lexicon.get();
        Instant now = clock.instant();
        if (there.isEmpty()
                || built.isEmpty()
                || !rows.sync().isDue(built.get().version().value(), built.get().day(), now, settings.compareEvery())) {
            return;
        }
        try {
            new Run(there.get(), built.get(), now).run();
        } catch (InterceptRuleFailure failure) {
            Duration rest = failure.retryAfter().orElse(rest(rows.sync().failures()));
            log.atWarn()
                    .addKeyValue("kind", failure.kind())
                    .addKeyValue("code", failure.code())
                    .addKeyValue("next", rest)
                    .log("WeCom's intercept rules could not be brought in step with the lexicon");
            rows.failed(failure.kind().name(), clock.instant(), clock.instant().plus(rest));
        }
    }

    private static Duration rest(int failures) {
        Duration doubled = FIRST_REST.multipliedBy(1L << Math.min(failures, 10));
        return doubled.compareTo(LONGEST_REST) < 0 ? doubled : LONGEST_REST;
    }

    /** One comparison, and what follows from it. */
    private final class Run {

        private final InterceptRules there;
        private final LexiconInForce.Built built;
        private final Instant began;
        private final Map<RuleReach, Audience> audiences = new HashMap<>();
        private int calls;

        Run(InterceptRules there, LexiconInForce.Built built, Instant began) {
            this.there = there;
            this.built = built;
            this.began = began;
        }

        void run() {
            Map<String, String> listed = there.list().stream().collect(Collectors.toMap(Listed::id, Listed::name));
            List<KeptRule> known = rows.rules();
            int foreign = removeLeftovers(listed, known);
            RuleWords words = RuleWords.of(built.ids(), hits());
            List<LeftOut> left = new ArrayList<>(words.left());
            List<RuleWord> reachable = new ArrayList<>();
            for (RuleWord word : words.words()) {
                Audience audience = audience(word.group().reach());
                if (audience.isEmpty()) {
                    left.add(left(word, Reason.NO_AUDIENCE));
                } else if (audience.isTooWide()) {
                    left.add(left(word, Reason.AUDIENCE_TOO_WIDE));
                } else {
                    reachable.add(word);
                }
            }
            Packing packing = RulePacking.pack(
                    reachable,
                    known.stream().map(KeptRule::packed).toList(),
                    Math.max(0, InterceptRule.MOST_RULES - foreign));
            packing.without().forEach(word -> left.add(left(word, Reason.NO_ROOM)));
            carryOut(packing.rules(), known, listed);
            left.sort(Comparator.comparing(LeftOut::level)
                    .thenComparingLong(LeftOut::hits)
                    .reversed()
                    .thenComparing(LeftOut::term));
            rows.done(built.version().value(), built.day(), began, clock.instant(), calls, foreign, left);
            log.atLevel(calls == 0 ? Level.DEBUG : Level.INFO)
                    .addKeyValue("version", built.version())
                    .addKeyValue("rules", packing.rules().size())
                    .addKeyValue("calls", calls)
                    .log("WeCom's intercept rules are in step with the lexicon");
        }

        /** What a killed node made and did not write down goes. @return how many rules are others' */
        private int removeLeftovers(Map<String, String> listed, List<KeptRule> known) {
            List<String> ours = known.stream().map(KeptRule::id).toList();
            int foreign = 0;
            for (Map.Entry<String, String> rule : listed.entrySet()) {
                if (ours.contains(rule.getKey())) {
                    continue;
                }
                if (!RuleName.isOurs(rule.getValue()) || !removed(rule.getKey())) {
                    foreign++;
                }
            }
            return foreign;
        }

        private boolean removed(String id) {
            try {
                there.remove(id);
                calls++;
                return true;
            } catch (InterceptRuleFailure failure) {
                if (failure.kind() == InterceptRuleFailure.Kind.NOT_OURS) {
                    return false;
                }
                throw failure;
            }
        }

        /** Deletes before it adds, for there may be room for no more rules at once. */
        private void carryOut(List<Packed> wanted, List<KeptRule> known, Map<String, String> listed) {
            Map<Integer, Packed> byNumber = wanted.stream().collect(Collectors.toMap(Packed::number, rule -> rule));
            List<Packed> missing = new ArrayList<>(wanted);
            Map<Integer, Drift> deleted = new HashMap<>();
            for (KeptRule kept : known) {
                Packed rule = byNumber.get(kept.number());
                Optional<InterceptRule> found =
                        listed.containsKey(kept.id()) ? there.read(kept.id()) : Optional.empty();
                if (rule == null) {
                    if (found.isPresent()) {
                        there.remove(kept.id());
                        calls++;
                    }
                    rows.removed(kept.number());
                } else if (found.isPresent()) {
                    update(kept, found.get(), rule);
                    missing.remove(rule);
                } else {
                    deleted.put(kept.number(), Drift.deleted(began, kept.number(), kept.rule()));
                }
            }
            for (Packed rule : missing) {
                InterceptRule text = text(rule);
                String id = there.add(text);
                calls++;
                rows.written(kept(rule, id, text), Optional.ofNullable(deleted.get(rule.number())));
            }
        }

        private void update(KeptRule kept, InterceptRule found, Packed rule) {
            InterceptRule wanted = text(rule);
            Drift drift = Drift.between(began, kept.number(), kept.rule(), found);
            if (!wanted.equals(found)) {
                there.update(kept.id(), found, wanted);
                calls++;
            }
            if (!wanted.equals(kept.rule()) || !drift.kinds().isEmpty()) {
                rows.written(
                        kept(rule, kept.id(), wanted),
                        Optional.of(drift).filter(any -> !any.kinds().isEmpty()));
            }
        }

        private KeptRule kept(Packed rule, String id, InterceptRule text) {
            return new KeptRule(rule.number(), id, rule.group().reach(), text, clock.instant());
        }

        private InterceptRule text(Packed rule) {
            return new InterceptRule(
                    RuleName.of(rule.number(), rule.group().kind()),
                    rule.group().kind(),
                    rule.words(),
                    audience(rule.group().reach()),
                    false);
        }

        private Audience audience(RuleReach reach) {
            return audiences.computeIfAbsent(reach, there::audience);
        }

        private Map<EntryId, Long> hits() {
            return statistics.byEntry(began.minus(HITS_OF)).stream()
                    .collect(Collectors.toMap(EntryHits::entry, EntryHits::hits));
        }

        private static LeftOut left(RuleWord word, Reason reason) {
            return new LeftOut(word.text(), word.level(), word.hits(), reason);
        }
    }
}

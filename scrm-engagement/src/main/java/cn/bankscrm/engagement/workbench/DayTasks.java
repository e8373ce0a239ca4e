package cn.bankscrm.engagement.workbench;

import cn.bankscrm.core.realname.UncertifiedFriend;
import cn.bankscrm.core.realname.UncertifiedFriends;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.instruction.InstructionTask;
import cn.bankscrm.engagement.instruction.InstructionTasks;
import cn.bankscrm.engagement.tracking.Lead;
import cn.bankscrm.engagement.tracking.LeadState;
import cn.bankscrm.engagement.tracking.Leads;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts a member's day together: what is worth doing, in the order of {@link Rank}. */
@Component
@Transactional(readOnly = true)
public class DayTasks {

    private static final int SHOWN = 30;
    private static final int LEADS = 10;
    private static final int FRIENDS = 5;

    private static final Comparator<DayTask> ORDER = Comparator.comparing(DayTask::rank)
            .thenComparing(DayTask::worth, Comparator.reverseOrder())
            .thenComparing(DayTask::from)
            .thenComparing(task -> task.key().kind())
            .thenComparingLong(task -> task.key().id());

    private final TouchTasks touches;
    private final Leads leads;
    private final UncertifiedFriends friends;
    private final InstructionTasks instructions;
    private final Clock clock;

    DayTasks(TouchTasks touches, Leads leads, UncertifiedFriends friends, InstructionTasks instructions, Clock clock) {
        this.instructions = instructions;
        this.touches = touches;
        this.leads = leads;
        this.friends = friends;
        this.clock = clock;
    }

    /** The day of one member of staff, as of now. */
    public Day of(StaffId staff) {
        Instant now = clock.instant();
        DataScope own = new DataScope.OwnCustomers(staff);
        TouchTasks.Found planned = touches.touches(staff, SHOWN, now);
        List<DayTask> sends = touches.sends(staff, SHOWN, now);
        List<DayTask> open = Stream.of(LeadState.NEW, LeadState.TAKEN)
                .flatMap(state -> leads.list(state, Optional.empty(), LEADS, own).stream())
                .map(DayTasks::lead)
                .toList();
        List<DayTask> uncertified = friends.list(Optional.empty(), FRIENDS, own).stream()
                .map(DayTasks::friend)
                .toList();
        LocalDate today = LocalDate.ofInstant(now, TouchTasks.ZONE);
        List<DayTask> ordered = instructions.of(staff).stream()
                .map(one -> instruction(one, today))
                .toList();
        List<DayTask> all = new ArrayList<>(planned.tasks());
        all.addAll(ordered);
        all.addAll(sends);
        all.addAll(open);
        all.addAll(uncertified);
        all.sort(ORDER);
        Map<LeadState, Long> counts = leads.counts(own);
        int total = planned.all()
                + ordered.size()
                + sends.size()
                + (int) (counts.getOrDefault(LeadState.NEW, 0L) + counts.getOrDefault(LeadState.TAKEN, 0L))
                + uncertified.size();
        return new Day(all.subList(0, Math.min(SHOWN, all.size())), total, touches.done(staff, now));
    }

    /** Who went on to the product's page stands first, then by how long they read. */
    private static DayTask lead(Lead lead) {
        return new DayTask(
                new TaskKey(TaskKind.LEAD, lead.id().value()),
                Rank.INTERESTED,
                lead.maskedName(),
                lead.customer(),
                null,
                lead.title(),
                "",
                null,
                lead.raisedAt(),
                null,
                BigDecimal.valueOf((lead.target() ? 100_000L : 0L) + lead.dwellSeconds()),
                1,
                false,
                lead);
    }

    /** By how near its last day is. */
    private static DayTask instruction(InstructionTask task, LocalDate today) {
        long left = Math.max(0, ChronoUnit.DAYS.between(today, task.due()));
        return new DayTask(
                new TaskKey(TaskKind.INSTRUCTION, task.id().value()),
                left == 0 ? Rank.LAST_DAY : Rank.INSTRUCTED,
                null,
                null,
                null,
                task.title(),
                task.words(),
                null,
                task.since(),
                task.due().plusDays(1).atStartOfDay(TouchTasks.ZONE).toInstant(),
                BigDecimal.valueOf(-left),
                1,
                false,
                null);
    }

    private static DayTask friend(UncertifiedFriend friend) {
        return new DayTask(
                new TaskKey(TaskKind.CERTIFY, friend.link().value()),
                Rank.UNCERTIFIED,
                friend.maskedContact(),
                null,
                null,
                friend.state().name(),
                "",
                null,
                friend.addedAt(),
                null,
                BigDecimal.valueOf(friend.addedAt().getEpochSecond()),
                1,
                false,
                null);
    }
}

package cn.bankscrm.web.instruction;

import cn.bankscrm.engagement.instruction.Instruction;
import cn.bankscrm.engagement.instruction.Place;
import cn.bankscrm.engagement.instruction.Stall;
import cn.bankscrm.engagement.instruction.StepCounts;
import cn.bankscrm.engagement.instruction.StepTime;
import cn.bankscrm.web.shell.Figures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Says in sentences where an instruction stands. Templates call it as {@code @instructionWords}. */
@Component
public class InstructionWords {

    private final MessageSource messages;
    private final Figures figures;
    private final Clock clock;

    InstructionWords(MessageSource messages, Figures figures, Clock clock) {
        this.messages = messages;
        this.figures = figures;
        this.clock = clock;
    }

    /** How far it has come. */
    public String reached(StepCounts all) {
        return all.arrived() == 0
                ? text("instruction.sentence.nobody", figures.count(all.people()))
                : text(
                        "instruction.sentence",
                        figures.count(all.arrived()),
                        figures.count(all.done()),
                        figures.percent(all.doneShare()));
    }

    /** What keeps it, where something does. */
    public String stalls(Instruction instruction, StepCounts all, List<Stall> stalls, Optional<Place> slowest) {
        if (!instruction.running()) {
            return text("instruction.over." + instruction.state().name());
        }
        if (!stalls.isEmpty()) {
            Stall first = stalls.getFirst();
            return text(
                    "instruction.stalls",
                    first.name(),
                    since(first.since()),
                    figures.count(first.people()),
                    figures.count(stalls.size()));
        }
        return slowest.map(place -> text(
                        "instruction.slowest",
                        place.name(),
                        figures.count(place.own().open()),
                        figures.count(place.own().arrived())))
                .orElseGet(() -> text(all.people() == 0 ? "instruction.nobodyLeft" : "instruction.allDone"));
    }

    /** Whose step it is. */
    public String step(StepTime time) {
        return time.level() == 0
                ? text("instruction.time." + time.step())
                : text("instruction.time.level", Integer.toString(time.level()));
    }

    /** {@code 3 小时}; below two minutes, {@code 不到 2 分钟}; from two days on in days. */
    public String time(Duration time) {
        if (time.toMinutes() < 2) {
            return text("instruction.moment");
        }
        if (time.toMinutes() < 120) {
            return text("instruction.minutes", Long.toString(time.toMinutes()));
        }
        return time.toHours() < 48
                ? text("instruction.hours", Long.toString(time.toHours()))
                : text("instruction.days", Long.toString(time.toDays()));
    }

    public String time(Optional<Duration> time) {
        return time.map(this::time).orElse("–");
    }

    /** How long ago, at least a minute. */
    public String since(Instant at) {
        Duration ago = Duration.between(at, clock.instant());
        return ago.toMinutes() < 2 ? text("instruction.minutes", "1") : time(ago);
    }

    /** How many days are left until the last one, or by how many it is over. */
    public String left(LocalDate due) {
        long days = ChronoUnit.DAYS.between(LocalDate.now(clock), due);
        if (days == 0) {
            return text("instruction.due.today");
        }
        return text(days > 0 ? "instruction.due.left" : "instruction.due.over", Long.toString(Math.abs(days)));
    }

    public boolean overdue(LocalDate due) {
        return due.isBefore(LocalDate.now(clock));
    }

    public String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}

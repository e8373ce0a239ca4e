package cn.bankscrm.engagement.instruction;

import cn.bankscrm.engagement.content.ContentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A running instruction as one member of staff has it before them.
 *
 * @param words what is to be done
 * @param content what is to be sent, where it names a content
 * @param due the last day, in the business's time zone
 * @param step never WAITING or LEFT
 * @param since when it came to this step
 * @param reminders how often they were reminded
 * @param newAnswers answers to their feedback that they have not seen yet
 */
public record InstructionTask(
        InstructionId id,
        String title,
        String words,
        Optional<ContentId> content,
        String authorName,
        LocalDate due,
        StaffStep step,
        Instant since,
        int reminders,
        int newAnswers) {}

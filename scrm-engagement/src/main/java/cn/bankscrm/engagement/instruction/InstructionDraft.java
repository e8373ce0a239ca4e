package cn.bankscrm.engagement.instruction;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.sop.PlanId;
import cn.bankscrm.engagement.touch.Channel;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An instruction as somebody is about to issue it.
 *
 * @param key marks the form: issued twice, it is issued once
 * @param title 1 to 40 characters
 * @param words what is to be done, 1 to 2000 characters
 * @param content published, of the issuing institution or one above
 * @param plan released, of the issuing institution or one above
 * @param channel how the content is made ready for each member's customers; empty for not at all
 * @param from the issuing institution
 * @param reach the institutions it is meant for, each with all below it
 * @param positions whose holders it is meant for
 * @param automatic whether it goes down by itself
 * @param due the last day, in the business's time zone
 * @param remindDays so many days before the last one reminding begins, 0 to 30; empty for never
 * @param escalateDays so many days before the last one what stalls is brought before the institution above, 0 to 30
 */
public record InstructionDraft(
        String key,
        String title,
        String words,
        Optional<ContentId> content,
        Optional<PlanId> plan,
        Optional<Channel> channel,
        InstitutionId from,
        List<InstitutionId> reach,
        List<String> positions,
        boolean automatic,
        LocalDate due,
        Optional<Integer> remindDays,
        int escalateDays) {

    public InstructionDraft {
        title = title.strip();
        words = words.strip();
        reach = reach.stream().distinct().toList();
        positions = positions.stream().distinct().toList();
    }
}

package cn.bankscrm.engagement.instruction;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.sop.PlanId;
import cn.bankscrm.engagement.touch.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An instruction as it was issued, and whether it is over.
 *
 * @param contentTitle empty where there is none, or the reader may not see it
 * @param planName empty where there is none
 * @param from the issuing institution
 * @param author the account's name
 * @param due the last day, in the business's time zone
 */
public record Instruction(
        InstructionId id,
        String title,
        String words,
        Optional<ContentId> content,
        Optional<String> contentTitle,
        Optional<PlanId> plan,
        Optional<String> planName,
        Optional<Channel> channel,
        InstitutionId from,
        String fromName,
        List<String> positions,
        boolean automatic,
        LocalDate due,
        Optional<Integer> remindDays,
        int escalateDays,
        String author,
        String authorName,
        Instant issuedAt,
        InstructionState state,
        Optional<Over> over) {

    /** Since when and why it is over. */
    public record Over(Instant at, String by, String reason) {}

    public boolean running() {
        return state == InstructionState.RUNNING;
    }
}

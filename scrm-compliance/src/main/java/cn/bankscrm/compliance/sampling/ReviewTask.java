package cn.bankscrm.compliance.sampling;

import cn.bankscrm.compliance.archive.ConversationId;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * A conversation that somebody judges. Of a first or second judgement nobody is told what the other was, nor that there
 * is another.
 *
 * @param lastSeq the last message of the month
 * @param messages of the month
 * @param mine whether it was handed to whoever asks; otherwise whoever comes first takes it
 * @param given what the reviewer said already; empty while it waits
 * @param before what the first and the second said, for the third alone
 */
public record ReviewTask(
        long id,
        boolean deciding,
        ConversationId conversation,
        long lastSeq,
        int messages,
        String staffName,
        String staffNumber,
        String plan,
        YearMonth month,
        List<RiskSign> signs,
        boolean mine,
        Optional<Judgement> given,
        List<Judgement> before) {

    public ReviewTask {
        signs = List.copyOf(signs);
        before = List.copyOf(before);
    }
}

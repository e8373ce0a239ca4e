package cn.bankscrm.engagement.workbench;

import java.time.YearMonth;

/**
 * The friends whom a member of staff added in a month, each once, by what they still wait for.
 *
 * @param counted certified, with an account, managed by this member, added by nobody of the bank before
 * @param uncertified wait for certification
 * @param elsewhere certified, and managed by somebody else or nobody
 * @param withoutAccount certified and theirs, without an account
 * @param known known to the bank before: no first add
 * @param lost deleted since, by either side
 */
public record Month(
        YearMonth month, int counted, int uncertified, int elsewhere, int withoutAccount, int known, int lost) {

    public int added() {
        return counted + waiting() + known + lost;
    }

    /** May still count. */
    public int waiting() {
        return uncertified + elsewhere + withoutAccount;
    }
}

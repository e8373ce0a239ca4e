package cn.bankscrm.engagement.sop;

/**
 * When a customer leaves a plan before its last step. Who deletes us, complains or opts out always does.
 *
 * @param atGoal when the goal is reached
 * @param days after so many days in any case; for as long both groups are watched, 1 to 365
 */
public record StopRules(boolean atGoal, int days) {

    public StopRules {
        if (days < 1 || days > 365) {
            throw new IllegalArgumentException("A plan ends for everybody, within a year");
        }
    }
}

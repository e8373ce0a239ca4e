package cn.bankscrm.engagement.instruction;

/**
 * What came of an instruction with customers, as far as it was made ready as sends or names a content.
 *
 * @param wished touches that were wished for
 * @param suppressed of these, what the fatigue guard or the end of the instruction kept back
 * @param before of these, what waits for the guard, its hour, or the member's confirmation
 * @param sent of these, what reached customers; of a moment: what was published
 * @param failed of these, what did not
 * @param opened people who opened the content's page, from links of those who have the instruction, since it was issued
 */
public record Outcome(int wished, int suppressed, int before, int sent, int failed, int opened) {}

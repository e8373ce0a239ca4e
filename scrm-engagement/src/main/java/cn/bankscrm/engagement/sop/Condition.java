package cn.bankscrm.engagement.sop;

/** What must hold on the day of a step for it to be done; otherwise it is left out and the next one comes. */
public sealed interface Condition {

    record Always() implements Condition {}

    record InSegment(short segment) implements Condition {}

    record NotInSegment(short segment) implements Condition {}

    /** The customer opened a link of one of the plan's contents since coming into the plan. */
    record Clicked() implements Condition {}

    record NotClicked() implements Condition {}

    /** The customer and a member of staff wrote to each other since the customer came into the plan. */
    record Replied() implements Condition {}

    record NotReplied() implements Condition {}
}

package cn.bankscrm.engagement.sales;

/**
 * What is wrong with one order of a batch.
 *
 * @param index of the order in the batch, from 0
 * @param field its name; what it held is not repeated
 */
public record SaleFault(int index, String field, Reason reason) {

    /** Why. */
    public enum Reason {
        MISSING,
        MALFORMED,
        /** No customer has this number. */
        UNKNOWN,
        /** The time has not come yet. */
        IN_FUTURE,
        /** The order was told before in this state with other facts. */
        DIFFERS
    }
}

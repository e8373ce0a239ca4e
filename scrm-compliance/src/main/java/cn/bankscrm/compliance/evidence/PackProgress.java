package cn.bankscrm.compliance.evidence;

/** Is told how far a pack is. What it does must not belong to the transaction in which the pack is read. */
@FunctionalInterface
public interface PackProgress {

    /**
     * @param done messages written so far
     * @param total messages that go into the pack
     */
    void at(int done, int total);
}

package cn.bankscrm.simulator.generate;

/**
 * An institution of the bank.
 *
 * @param parentCode empty for the head office
 * @param level 1 head office, 2 branch, 3 sub-branch, 4 outlet
 * @param province GB/T 2260
 * @param department its id in WeCom
 */
public record Institution(String code, String name, String parentCode, int level, String province, long department) {
    static final int BRANCH = 2;
    static final int SUB_BRANCH = 3;

    /** Whether customers are looked after here. */
    boolean serves() {
        return level >= SUB_BRANCH;
    }

    String branchCode() {
        return code.substring(0, 2);
    }
}

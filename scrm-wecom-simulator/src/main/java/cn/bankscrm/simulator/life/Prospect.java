package cn.bankscrm.simulator.life;

/**
 * A customer of the bank who is no WeCom contact yet.
 *
 * @param manager the userid of who looks after the customer; empty for nobody
 * @param province of the customer's institution, GB/T 2260
 */
public record Prospect(String customerNo, String name, String mobile, String manager, String province) {
    @Override
    public String toString() {
        return "Prospect[" + customerNo + "]";
    }
}

package cn.bankscrm.kpi.coverage;

/**
 * A segment (客群) by which coverage is read, by its name as the bank delivers it, or {@link #ALL}.
 *
 * @param name for example {@code 私行}; {@code 全部} stands for all customers
 */
public record CoverageSegment(String name) {

    public static final CoverageSegment ALL = new CoverageSegment("全部");

    /** How the cells of all customers are kept. */
    static final short ALL_ID = 0;

    public CoverageSegment {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A segment has a name");
        }
    }

    public boolean isAll() {
        return equals(ALL);
    }

    @Override
    public String toString() {
        return name;
    }
}

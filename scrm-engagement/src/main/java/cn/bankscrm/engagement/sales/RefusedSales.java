package cn.bankscrm.engagement.sales;

import java.io.Serial;
import java.util.List;

/** A batch of which nothing was taken, because of some of its orders. */
public final class RefusedSales extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<SaleFault> faults;

    public RefusedSales(List<SaleFault> faults) {
        super(faults.size() + " orders are at fault");
        this.faults = List.copyOf(faults);
    }

    public List<SaleFault> faults() {
        return faults;
    }
}

package cn.bankscrm.core.importing;

import java.time.LocalDate;
import java.util.function.Consumer;

/** A row with a first and a last day, both included; without a last day it lasts. */
final class PeriodRow {

    private PeriodRow() {}

    static void check(Row row, int from, int to, Consumer<RowFault> faults) {
        LocalDate first = Shape.date(row.text(from));
        LocalDate last = Shape.date(row.text(to));
        if (first != null && last != null && last.isBefore(first)) {
            faults.accept(new RowFault(row.line(), "valid_to", "结束日早于开始日"));
        }
    }
}

package cn.bankscrm.core.importing;

import java.util.ArrayList;
import java.util.List;

/** Finds everything that is wrong with a row by itself, so that it is corrected once and not fault by fault. */
final class RowChecks {

    private final ImportFormat format;
    private final List<Column> columns;

    RowChecks(ImportFormat format) {
        this.format = format;
        this.columns = format.columns();
    }

    List<RowFault> faults(Row row) {
        List<RowFault> faults = List.of();
        for (int i = 0; i < columns.size(); i++) {
            String reason = columns.get(i).fault(row.text(i));
            if (reason != null) {
                faults = faults.isEmpty() ? new ArrayList<>() : faults;
                faults.add(new RowFault(row.line(), columns.get(i).name(), reason));
            }
        }
        if (faults.isEmpty()) {
            List<RowFault> between = new ArrayList<>(0);
            format.checkRow(row, between::add);
            return between;
        }
        return faults;
    }
}

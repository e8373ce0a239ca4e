package cn.bankscrm.core.importing;

import cn.bankscrm.core.importing.FileColumn.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Files of a kind that another module knows, small enough to be held in memory: a component of that module extends this
 * and gets reading, waiting, progress and the list of faults with it. Every row is taken over or none.
 */
public abstract class WholeFile implements ImportFormat {

    private static final int MOST_ROWS = 100_000;

    private final List<FileColumn> columns;

    protected WholeFile(List<FileColumn> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Finds what is wrong with rows whose columns are each long enough and not too long. */
    protected abstract void check(List<FileRow> rows, Consumer<RowFault> faults);

    /** Takes the rows over, in the transaction in which the import ends. */
    protected abstract TakenFile take(List<FileRow> rows, ImportRun run);

    @Override
    public final List<Column> columns() {
        return columns.stream().map(FileColumn::column).toList();
    }

    @Override
    public final boolean everyRowOrNone() {
        return true;
    }

    @Override
    public final void check(Stage stage) {
        List<RowFault> faults = new ArrayList<>();
        check(rows(stage), faults::add);
        for (RowFault fault : faults) {
            stage.sql("insert into {rejects} (line, field, reason) values (:line, :column, :reason)")
                    .param("line", fault.line())
                    .param("column", fault.column())
                    .param("reason", fault.reason())
                    .update();
        }
    }

    @Override
    public final Applied apply(Stage stage, ImportRun run) {
        List<FileRow> rows = rows(stage);
        if (rows.isEmpty()) {
            throw new BrokenFile(1, "", "文件只有表头，没有数据");
        }
        TakenFile taken = take(rows, run);
        return new Applied(taken.created(), taken.changed(), List.of(), taken.made(), taken.note());
    }

    private List<FileRow> rows(Stage stage) {
        List<FileRow> rows = stage.sql("select * from {rows} order by line limit " + (MOST_ROWS + 1))
                .query((row, n) -> {
                    Map<String, String> fields = new HashMap<>();
                    for (FileColumn column : columns) {
                        String text = row.getString(column.name());
                        fields.put(column.name(), text == null ? "" : text);
                    }
                    return new FileRow(row.getLong("line"), fields);
                })
                .list();
        if (rows.size() > MOST_ROWS) {
            throw new BrokenFile(0, "", "超过 " + MOST_ROWS + " 行");
        }
        return rows;
    }

    /** A column that every row fills. */
    protected static FileColumn filled(String name, int longest) {
        return new FileColumn(name, Presence.FILLED, longest);
    }

    /** A column that rows may leave empty. */
    protected static FileColumn empty(String name, int longest) {
        return new FileColumn(name, Presence.MAY_BE_EMPTY, longest);
    }

    /** A column that files may do without. */
    protected static FileColumn extra(String name, int longest) {
        return new FileColumn(name, Presence.MAY_BE_MISSING, longest);
    }
}

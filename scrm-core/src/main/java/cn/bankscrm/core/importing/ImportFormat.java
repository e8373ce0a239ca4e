package cn.bankscrm.core.importing;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How the files of one kind are laid out, checked and taken over. Row checks need nothing but the row; checks against
 * other rows and against what the bank knows are made for all rows at once.
 */
interface ImportFormat {

    ImportKind kind();

    List<Column> columns();

    /** Index of the column whose rows are taken over together, or -1 where every row stands alone. */
    default int ownerColumn() {
        return -1;
    }

    /** Finds what is wrong between the fields of a row that are each right. */
    default void checkRow(Row row, Consumer<RowFault> faults) {}

    /** The columns of {@code {rows}} behind {@code line}, as SQL defines them; by default those of the file. */
    default String stagedColumns() {
        return columns().stream().map(Column::staged).collect(Collectors.joining(", "));
    }

    /** Writes one row as {@link #stagedColumns()} has it, the line first. */
    default void stage(Row row, CopyBuffer out) {
        List<Column> columns = columns();
        out.row(1 + columns.size());
        out.bigint(row.line());
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).stage(row.text(i), out);
        }
    }

    /** Rejects rows that do not fit the others or the bank, and drops them from the stage. */
    void check(Stage stage);

    /** Makes ready what should be ready before the transaction begins; by default nothing. */
    default void prepare(Stage stage, FilePass file) throws IOException {}

    /**
     * Whether a file with a single faulty row is refused as a whole: for files in which a missing row would do harm.
     */
    default boolean everyRowOrNone() {
        return false;
    }

    /** Takes the rows over, in the transaction of the caller. */
    Applied apply(Stage stage, ImportRun run);
}

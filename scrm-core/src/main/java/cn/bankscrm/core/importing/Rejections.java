package cn.bankscrm.core.importing;

import cn.bankscrm.core.importing.FilePass.Rejected;
import cn.bankscrm.core.privacy.FieldCipher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what was wrong: each fault once, with the row as it stood in the file, encrypted. */
@Repository
class Rejections {

    private static final String ROW_FIELD = "import_rejection.row";
    private static final int PAGE = 1_000;

    private final JdbcClient db;
    private final JdbcTemplate batches;
    private final FieldCipher cipher;

    Rejections(JdbcClient db, JdbcTemplate batches, FieldCipher cipher) {
        this.db = db;
        this.batches = batches;
        this.cipher = cipher;
    }

    /** @param csv the row as it stood in the file; empty when the fault is the file's */
    record RejectedRow(RowFault fault, Optional<String> csv) {

        /** Never the row: it is personal data. */
        @Override
        public String toString() {
            return "RejectedRow[" + fault + "]";
        }
    }

    void enter(ImportId id, List<Rejected> rejected) {
        List<Object[]> rows = new ArrayList<>();
        for (Rejected row : rejected) {
            byte[] text = cipher.encrypt(ROW_FIELD, row.row().asCsv());
            Set<String> columns = new HashSet<>();
            for (RowFault fault : row.faults()) {
                if (columns.add(fault.column())) {
                    rows.add(new Object[] {id.value(), fault.line(), fault.column(), fault.reason(), text});
                }
            }
        }
        batches.batchUpdate("""
                insert into core.import_rejection (import_id, line, field, reason, row_enc)
                values (?, ?, ?, ?, ?)
                on conflict do nothing
                """, rows);
    }

    /** A fault of the file as a whole. */
    void enter(ImportId id, RowFault fault) {
        db.sql("""
                        insert into core.import_rejection (import_id, line, field, reason)
                        values (:id, :line, :column, :reason)
                        on conflict do nothing
                        """)
                .param("id", id.value())
                .param("line", fault.line())
                .param("column", fault.column())
                .param("reason", fault.reason())
                .update();
    }

    List<RowFault> first(ImportId id, int atMost) {
        return db.sql("""
                        select line, field, reason
                        from core.import_rejection
                        where import_id = :id
                        order by line, field
                        limit :atMost
                        """)
                .param("id", id.value())
                .param("atMost", atMost)
                .query((row, n) -> new RowFault(row.getLong(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** Goes through all of them by line, a page at a time. */
    void each(ImportId id, Consumer<RejectedRow> reader) {
        RowFault last = new RowFault(-1, "", "");
        List<RejectedRow> page;
        do {
            page = after(id, last);
            page.forEach(reader);
            last = page.isEmpty() ? last : page.getLast().fault();
        } while (page.size() == PAGE);
    }

    private List<RejectedRow> after(ImportId id, RowFault last) {
        return db.sql("""
                        select line, field, reason, row_enc
                        from core.import_rejection
                        where import_id = :id and (line, field) > (:line, :field)
                        order by line, field
                        limit :page
                        """)
                .param("id", id.value())
                .param("line", last.line())
                .param("field", last.column())
                .param("page", PAGE)
                .query((row, n) -> new RejectedRow(
                        new RowFault(row.getLong(1), row.getString(2), row.getString(3)),
                        Optional.ofNullable(row.getBytes(4)).map(text -> cipher.decrypt(ROW_FIELD, text))))
                .list();
    }
}

package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.LooseReading;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.institution.InstitutionCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Entries as rows. The same entry is the same row, whichever versions hold it. */
@Component
class LexiconRows {

    private static final int ROWS_AT_A_TIME = 1_000;

    private final JdbcTemplate db;

    LexiconRows(JdbcTemplate db) {
        this.db = db;
    }

    /** Keeps what is not kept yet, and adds all of it to a draft. */
    void fill(VersionNumber draft, Collection<LexiconLine> lines) {
        db.batchUpdate("""
                insert into compliance.lexicon_entry
                    (term, match, distance, level, category, safe_contexts, readings, outlets, institutions, roles, ground,
                     valid_from, valid_to, digest)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (digest) do nothing
                """, lines, ROWS_AT_A_TIME, (statement, line) -> {
            Flat flat = Flat.of(line);
            statement.setString(1, flat.term());
            statement.setString(2, flat.match());
            statement.setInt(3, flat.distance());
            statement.setString(4, flat.level());
            statement.setString(5, flat.category());
            int at = 6;
            for (List<String> texts :
                    List.of(flat.safeContexts(), flat.readings(), flat.outlets(), flat.institutions(), flat.roles())) {
                statement.setArray(at++, statement.getConnection().createArrayOf("text", texts.toArray()));
            }
            statement.setString(11, flat.ground());
            statement.setDate(12, date(line.validFrom()));
            statement.setDate(13, date(line.validTo()));
            statement.setBytes(14, flat.digest());
        });
        db.batchUpdate("""
                insert into compliance.lexicon_content (version, entry_id)
                select ?, id from compliance.lexicon_entry where digest = ?
                on conflict do nothing
                """, lines, ROWS_AT_A_TIME, (statement, line) -> {
            statement.setInt(1, draft.value());
            statement.setBytes(2, Flat.of(line).digest());
        });
    }

    /** Adds what a version holds to a draft. */
    void copy(VersionNumber from, VersionNumber draft) {
        db.update("""
                insert into compliance.lexicon_content (version, entry_id)
                select ?, entry_id from compliance.lexicon_content where version = ?
                on conflict do nothing
                """, draft.value(), from.value());
    }

    void remove(VersionNumber draft, EntryId entry) {
        db.update(
                "delete from compliance.lexicon_content where version = ? and entry_id = ?",
                draft.value(),
                entry.value());
    }

    List<KeptLine> of(VersionNumber version) {
        return db.query("""
                select e.*
                from compliance.lexicon_entry e join compliance.lexicon_content c on c.entry_id = e.id
                where c.version = ?
                order by e.id
                """, (row, number) -> line(row), version.value());
    }

    Optional<KeptLine> find(EntryId entry) {
        return db
                .query("select * from compliance.lexicon_entry where id = ?", (row, number) -> line(row), entry.value())
                .stream()
                .findFirst();
    }

    /** In {@code version} and not in {@code other}. */
    List<KeptLine> onlyIn(VersionNumber version, VersionNumber other) {
        return db.query("""
                select e.*
                from compliance.lexicon_entry e join compliance.lexicon_content c on c.entry_id = e.id
                where c.version = ?
                    and not exists (
                        select from compliance.lexicon_content o where o.version = ? and o.entry_id = e.id)
                order by e.term, e.id
                """, (row, number) -> line(row), version.value(), other.value());
    }

    private static KeptLine line(ResultSet row) throws SQLException {
        String term = row.getString("term");
        Phrase phrase = row.getString("match").equals("LITERAL")
                ? Phrase.literal(term)
                : Phrase.combination(term, row.getInt("distance"));
        LexiconEntry entry = new LexiconEntry(
                phrase,
                Level.valueOf(row.getString("level")),
                row.getString("category"),
                texts(row.getArray("safe_contexts")),
                new Reach(
                        set(row.getArray("outlets"), Outlet::valueOf),
                        set(row.getArray("institutions"), InstitutionCode::new),
                        set(row.getArray("roles"), Function.identity())),
                set(row.getArray("readings"), LooseReading::valueOf));
        return new KeptLine(
                new EntryId(row.getLong("id")),
                new LexiconLine(
                        entry, row.getString("ground"), day(row.getDate("valid_from")), day(row.getDate("valid_to"))));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static <T> Set<T> set(Array array, Function<String, T> reading) throws SQLException {
        return texts(array).stream().map(reading).collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Date date(@Nullable LocalDate day) {
        return Optional.ofNullable(day).map(Date::valueOf).orElse(null);
    }

    private static @Nullable LocalDate day(@Nullable Date date) {
        return Optional.ofNullable(date).map(Date::toLocalDate).orElse(null);
    }

    /** An entry in columns; sets in an order, so that equal entries have equal digests. */
    private record Flat(
            String term,
            String match,
            int distance,
            String level,
            String category,
            List<String> safeContexts,
            List<String> readings,
            List<String> outlets,
            List<String> institutions,
            List<String> roles,
            String ground,
            String validity) {

        static Flat of(LexiconLine line) {
            LexiconEntry entry = line.entry();
            int distance = entry.phrase() instanceof Phrase.Combination combination ? combination.distance() : 0;
            return new Flat(
                    entry.term(),
                    entry.phrase() instanceof Phrase.Literal ? "LITERAL" : "COMBINATION",
                    distance,
                    entry.level().name(),
                    entry.category(),
                    entry.safeContexts(),
                    sorted(entry.readings(), Enum::name),
                    sorted(entry.reach().outlets(), Enum::name),
                    sorted(entry.reach().institutions(), InstitutionCode::value),
                    sorted(entry.reach().roles(), Function.identity()),
                    line.ground(),
                    line.validFrom() + " " + line.validTo());
        }

        /** Lists print their separators, but a term may hold them too: so lengths are part of what is digested. */
        byte[] digest() {
            String[] parts = {
                term,
                match,
                Integer.toString(distance),
                level,
                category,
                all(safeContexts),
                all(readings),
                all(outlets),
                all(institutions),
                all(roles),
                ground,
                validity
            };
            return sha256(all(Arrays.asList(parts)));
        }

        private static String all(List<String> texts) {
            return texts.stream().map(text -> text.length() + ":" + text).collect(Collectors.joining(","));
        }

        private static <T> List<String> sorted(Collection<T> values, Function<T, String> text) {
            return values.stream().map(text).sorted().distinct().toList();
        }

        private static byte[] sha256(String text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }
    }
}

package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Screener;
import cn.bankscrm.compliance.screening.UnsuitableLexicon;
import cn.bankscrm.core.institution.InstitutionCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds out whether lines that are well written can be screened for, and speak of institutions that there are. */
@Component
public class LineChecks {

    private final JdbcClient db;

    LineChecks(JdbcClient db) {
        this.db = db;
    }

    /**
     * A line that cannot be used.
     *
     * @param position among the lines, from 0
     */
    public record Found(int position, LineFault fault) {}

    public List<Found> faults(List<LexiconLine> lines) {
        return Stream.concat(ofEngine(lines).stream(), ofInstitutions(lines)).toList();
    }

    private static List<Found> ofEngine(List<LexiconLine> lines) {
        List<LexiconEntry> entries = lines.stream().map(LexiconLine::entry).toList();
        try {
            Screener.of(new Lexicon("check", entries));
            return List.of();
        } catch (UnsuitableLexicon unsuitable) {
            return unsuitable.faults().stream()
                    .map(fault -> new Found(fault.position(), LineFault.of(fault.reason())))
                    .toList();
        }
    }

    private Stream<Found> ofInstitutions(List<LexiconLine> lines) {
        List<Found> found = new ArrayList<>();
        Set<String> known = null;
        for (int i = 0; i < lines.size(); i++) {
            Set<InstitutionCode> named = lines.get(i).entry().reach().institutions();
            if (named.isEmpty()) {
                continue;
            }
            known = known == null ? codes() : known;
            if (!known.containsAll(named.stream().map(InstitutionCode::value).toList())) {
                found.add(new Found(i, LineFault.INSTITUTION));
            }
        }
        return found.stream();
    }

    private Set<String> codes() {
        return new HashSet<>(db.sql("select code from core.pub_institution")
                .query(String.class)
                .list());
    }
}

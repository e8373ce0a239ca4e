package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.institution.InstitutionCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The institutions and posts that entries of the lexicon may speak of. */
@Component
public class Organisation {

    private final JdbcClient db;

    Organisation(JdbcClient db) {
        this.db = db;
    }

    /**
     * The posts that somebody holds, has held or will hold, by name, and that of customers. A former one counts: what
     * was said then is read with the posts of that day.
     */
    public List<String> posts() {
        return Stream.concat(
                        db.sql("select distinct position from core.pub_staff_post").query(String.class).list().stream(),
                        Stream.of(Reach.CUSTOMER))
                .distinct()
                .sorted()
                .toList();
    }

    Set<String> codes() {
        return new HashSet<>(db.sql("select code from core.pub_institution")
                .query(String.class)
                .list());
    }

    /** Of each of these institutions that there is: itself with all above it. */
    Map<InstitutionCode, Set<InstitutionCode>> above(Collection<InstitutionCode> codes) {
        Map<InstitutionCode, Set<InstitutionCode>> above = new HashMap<>();
        db.sql("""
                        select i.code, a.code as above
                        from core.pub_institution i
                        join core.pub_institution_path u on u.institution_id = i.id
                        join core.pub_institution a on a.id = u.ancestor_id
                        where i.code = any(:codes)
                        """)
                .param("codes", codes.stream().map(InstitutionCode::value).toArray(String[]::new))
                .query(row -> {
                    above.computeIfAbsent(code(row.getString("code")), any -> new HashSet<>())
                            .add(code(row.getString("above")));
                });
        return above;
    }

    private static InstitutionCode code(@Nullable String code) {
        return new InstitutionCode(Objects.requireNonNull(code));
    }

    /**
     * Somebody who says a text.
     *
     * @param institution the code of where they work; null: nowhere in particular
     * @param post null: none
     * @return empty where there is no such institution
     */
    public Optional<Occasion> occasion(Outlet outlet, @Nullable String institution, @Nullable String post) {
        Set<String> posts = post == null ? Set.of() : Set.of(post);
        if (institution == null) {
            return Optional.of(new Occasion(outlet, Set.of(), posts));
        }
        return above(Set.of(new InstitutionCode(institution))).values().stream()
                .findFirst()
                .map(path -> new Occasion(outlet, path, posts));
    }
}

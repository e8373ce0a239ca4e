package cn.bankscrm.compliance.alert;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for among alerts; null wherever nothing is chosen.
 *
 * @param from the last repeat was then or later
 * @param until the last repeat was before
 * @param rule a category of words, or the name of a rule
 * @param institution the code of one, meaning it with all below it
 * @param staff a staff number or a name
 */
public record AlertFilter(
        Instant from,
        Instant until,
        @Nullable AlertLevel level,
        @Nullable AlertSource source,
        @Nullable String rule,
        @Nullable String institution,
        @Nullable String staff,
        @Nullable GroupState state) {

    String condition() {
        return """
                 and g.last_at >= :from::timestamptz and g.last_at < :until::timestamptz
                 and (:level::text is null or g.level = :level)
                 and (:source::text is null or g.source = :source)
                 and (:rule::text is null or g.rule = :rule)
                 and (:state::text is null or g.state = :state)
                 and (:staff::text is null or g.staff_id in (
                     select f.id from core.pub_staff f where f.staff_no = :staff or f.name = :staff))
                 and (:institution::text is null or g.institution_id in (
                     select u.institution_id from core.pub_institution_path u
                     join core.pub_institution n on n.id = u.ancestor_id where n.code = :institution))
                """;
    }

    Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("from", from.toString());
        values.put("until", until.toString());
        values.put("level", level == null ? null : level.name());
        values.put("source", source == null ? null : source.name());
        values.put("rule", rule);
        values.put("state", state == null ? null : state.name());
        values.put("staff", staff);
        values.put("institution", institution);
        return values;
    }
}

package cn.bankscrm.core.activity;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source knows of one thing that happened.
 *
 * @param at to the microsecond
 * @param id unique among the facts of its source; with {@code at} it orders them
 * @param staff who of the bank took part; null for nobody
 * @param contact the WeCom contact concerned; null outside WeCom
 * @param details further facts by name; no personal data
 */
public record TimeLineFact(
        Instant at,
        long id,
        TimeLineKind kind,
        @Nullable StaffId staff,
        @Nullable ExternalContactId contact,
        Map<String, String> details) {

    public TimeLineFact {
        details = Map.copyOf(details);
    }
}

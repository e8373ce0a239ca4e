package cn.bankscrm.core.activity;

import java.time.ZoneId;

/** How contacts become known, as SQL: whatever their order, the newest stays, and the newest of an earlier day. */
public final class LearnedContacts {

    private LearnedContacts() {}

    /**
     * @param contacts gives {@code customer_id, staff_id, at, kind} of effective contacts, none of a customer twice
     * @param zone where the days are counted
     */
    public static String merging(String contacts, ZoneId zone) {
        String day = "(%s at time zone '" + zone.getId() + "')::date";
        return """
                insert into core.last_contact as known (customer_id, staff_id, at, kind) %3$s
                on conflict (customer_id) do update
                set staff_id = case when excluded.at > known.at then excluded.staff_id else known.staff_id end,
                    kind = case when excluded.at > known.at then excluded.kind else known.kind end,
                    at = greatest(excluded.at, known.at),
                    previous_at = case
                        when %1$s = %2$s then known.previous_at
                        when excluded.at > known.at then known.at
                        else greatest(known.previous_at, excluded.at) end
                """.formatted(day.formatted("excluded.at"), day.formatted("known.at"), contacts);
    }
}

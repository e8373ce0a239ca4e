package cn.bankscrm.wecom.inbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Puts arrivals into the inbox, many with one statement. */
@Component
class InboxTable {

    // In the order of the key, so that two writers with the same events never wait for each other crosswise.
    private static final String INSERT = """
            with arrived as (
                select to_timestamp(a.event_at) as event_at, a.digest, a.app, a.event, a.relation, a.payload, a.deliveries, a.rest
                from unnest(?::bigint[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::integer[], ?::integer[])
                    as a (event_at, digest, app, event, relation, payload, deliveries, rest)
            ), stored as (
                insert into wecom.inbox (event_at, digest, app, event, relation, payload_enc, received_at, deliveries)
                select event_at, digest, app, event, relation, payload, to_timestamp(? / 1e6), deliveries
                from arrived
                order by event_at, digest
                on conflict (event_at, digest) do update set deliveries = inbox.deliveries + excluded.deliveries
                returning id, event_at, digest, relation, received_at, deliveries
            )
            insert into wecom.inbox_work (id, event_at, relation, received_at, next_attempt_at)
            select s.id, s.event_at, s.relation, s.received_at, s.received_at + a.rest * interval '1 second'
            from stored s
            join arrived a on a.event_at = s.event_at and a.digest = s.digest and a.deliveries = s.deliveries
            """;

    private final JdbcTemplate db;
    private final Clock clock;

    InboxTable(JdbcTemplate db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * One statement, which commits by itself: a transaction around it would only cost round trips.
     *
     * @return how many of them were new; the others only counted as delivered once more
     */
    int store(List<Arrival> arrivals) {
        SortedMap<Arrival.Key, List<Arrival>> distinct = new TreeMap<>();
        arrivals.forEach(
                a -> distinct.computeIfAbsent(a.key(), k -> new ArrayList<>(1)).add(a));
        int size = distinct.size();
        Long[] eventAt = new Long[size];
        byte[][] digest = new byte[size][];
        String[] app = new String[size];
        String[] event = new String[size];
        String[] relation = new String[size];
        byte[][] payload = new byte[size][];
        Integer[] deliveries = new Integer[size];
        Integer[] rest = new Integer[size];
        int row = 0;
        for (List<Arrival> same : distinct.values()) {
            Arrival first = same.getFirst();
            eventAt[row] = first.eventAt.getEpochSecond();
            digest[row] = first.digest;
            app[row] = first.app;
            event[row] = first.event;
            relation[row] = first.relation;
            payload[row] = first.encrypted();
            deliveries[row] = same.size();
            rest[row] = (int) first.rest.toSeconds();
            row++;
        }
        long now = clock.millis() * 1000;
        return db.update(INSERT, eventAt, digest, app, event, relation, payload, deliveries, rest, now);
    }
}

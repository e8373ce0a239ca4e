package cn.bankscrm.wecom.inbox;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the nodes from each other that work and those that died. A node holds an advisory lock on one connection for as
 * long as it works; the database lets go of the lock the moment the connection is gone, however that came. What a node
 * without its lock had leased is free again at once, instead of when the leases run out.
 *
 * <p>A node that lost its connection but lives may so lose its leases. That is as if they had run out: what it was
 * about to commit is refused ({@link LeaseLost}), and done by another.
 */
@Component
final class NodePresence {

    private static final Logger log = LoggerFactory.getLogger(NodePresence.class);
    /** Sets our locks apart from anybody else's in the same database. */
    private static final int LOCKS = 0x696E626F;

    private static final String PRESENT = """
            select objid::bigint
            from pg_locks
            where locktype = 'advisory' and classid = ? and objsubid = 2 and granted
              and database = (select oid from pg_database where datname = current_database())
            """;

    private final DataSource database;
    private final InboxWork work;
    private final InboxBell bell;
    private final int number = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    private @Nullable Connection connection;
    private @Nullable Set<String> seen;
    private final BackgroundWorker watch =
            new BackgroundWorker(
                    "inbox-presence", Pace.every(Duration.ofSeconds(1)).stoppingWithin(Duration.ofSeconds(1))) {
                @Override
                protected boolean work() {
                    look();
                    return false;
                }
            };

    NodePresence(DataSource database, InboxWork work, InboxBell bell) {
        this.database = database;
        this.work = work;
        this.bell = bell;
    }

    /** This node's name, made anew at each start. */
    String node() {
        return name(number);
    }

    /** Makes this node known, and takes up what the dead have left, now and from now on. */
    void begin() {
        look();
        watch.start();
    }

    void end() {
        watch.stop();
        leave();
    }

    /** Frees what the dead held when it is not known yet who lives, and whenever one of them is gone. */
    synchronized void look() {
        try {
            Set<String> present = present();
            Set<String> before = seen;
            if (before == null || !present.containsAll(before)) {
                int freed = work.releaseAllBut(present);
                if (freed > 0) {
                    log.atInfo().addKeyValue("events", freed).log("Events of a node that is gone are taken up");
                    bell.ring();
                }
            }
            seen = present;
        } catch (SQLException | RuntimeException e) {
            // Whoever died meanwhile is looked for when the database is back.
            seen = null;
            leave();
        }
    }

    private Set<String> present() throws SQLException {
        Connection held = connection;
        if (held == null) {
            held = database.getConnection();
            connection = held;
            try (PreparedStatement lock = held.prepareStatement("select pg_advisory_lock(?, ?)")) {
                lock.setInt(1, LOCKS);
                lock.setInt(2, number);
                lock.execute();
            }
        }
        Set<String> present = new HashSet<>();
        try (PreparedStatement query = held.prepareStatement(PRESENT)) {
            query.setInt(1, LOCKS);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    present.add(name(rows.getInt(1)));
                }
            }
        }
        return present;
    }

    /** Gives the lock back before the connection: it belongs to a pool. */
    private synchronized void leave() {
        Connection held = connection;
        connection = null;
        if (held == null) {
            return;
        }
        try (held;
                PreparedStatement unlock = held.prepareStatement("select pg_advisory_unlock(?, ?)")) {
            unlock.setInt(1, LOCKS);
            unlock.setInt(2, number);
            unlock.execute();
        } catch (SQLException e) {
            log.atDebug().log("The connection had gone, and the lock with it");
        }
    }

    private static String name(int number) {
        return HexFormat.of().toHexDigits(number);
    }
}

package cn.bankscrm.core.worker;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what nodes tell each other through the database ({@code pg_notify}), when the transaction that tells it has
 * committed. It holds one connection for itself, and gets another when that is lost. A notice that was given while
 * nobody listened is gone: whoever is called is therefore called at each beginning too, and looks for itself.
 */
public final class DatabaseNotices extends BackgroundWorker {

    private static final Pace PACE = Pace.every(Duration.ofMillis(250))
            .pausingAtMost(Duration.ofSeconds(5))
            .stoppingWithin(Duration.ofSeconds(3));

    /** How long one listens before one asks whether the platform stops. */
    private static final int LISTENS_MILLIS = 200;

    private final String channel;
    private final DataSource database;
    private final Runnable told;
    private @Nullable Connection connection;

    /**
     * @param channel its name, a plain identifier
     * @param told called for one notice or several, and whenever it begins to listen
     */
    public DatabaseNotices(String channel, DataSource database, Runnable told) {
        super("notices-" + channel, PACE);
        if (!channel.matches("[a-z_]+")) {
            throw new IllegalArgumentException("A channel is named by small letters and underscores");
        }
        this.channel = channel;
        this.database = database;
        this.told = told;
    }

    @Override
    protected boolean work() {
        try {
            Connection listening = connection;
            if (listening == null) {
                listening = database.getConnection();
                connection = listening;
                say("listen " + channel, listening);
                told.run();
            }
            PGNotification[] notices = listening.unwrap(PGConnection.class).getNotifications(LISTENS_MILLIS);
            if (notices != null && notices.length > 0) {
                told.run();
            }
            return true;
        } catch (SQLException e) {
            letGo();
            throw new IllegalStateException("Notices of other nodes cannot be heard", e);
        }
    }

    @Override
    public void stop() {
        super.stop();
        letGo();
    }

    /** Back to the pool, which must not lend it to somebody else while it still listens. */
    private synchronized void letGo() {
        Connection held = connection;
        connection = null;
        if (held != null) {
            try (held) {
                say("unlisten *", held);
            } catch (SQLException e) {
                // it was lost, and what it listened to with it
            }
        }
    }

    private static void say(String statement, Connection connection) throws SQLException {
        try (Statement spoken = connection.createStatement()) {
            spoken.execute(statement);
        }
    }
}

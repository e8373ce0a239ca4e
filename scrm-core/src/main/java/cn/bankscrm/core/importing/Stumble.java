package cn.bankscrm.core.importing;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Why an import did not get through. */
enum Stumble {
    /** Connection lost, or none to be had, or the server going down or coming up. */
    DATABASE_LOST,
    /** Deadlock, serialisation, or a row that somebody else entered or removed in the same moment. */
    NEIGHBOUR,
    /** Nothing that another attempt would mend. */
    FAULT;

    static Stumble of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotGetJdbcConnectionException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof SQLTransientConnectionException) {
                return DATABASE_LOST;
            }
            if (cause instanceof ConcurrencyFailureException) {
                return NEIGHBOUR;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return ofState(sql.getSQLState());
            }
        }
        return FAULT;
    }

    private static Stumble ofState(String state) {
        if (state.startsWith("08") || state.startsWith("57P") || state.equals("53300")) {
            return DATABASE_LOST;
        }
        return switch (state) {
            case "40P01", "40001", "23505", "23503" -> NEIGHBOUR;
            default -> FAULT;
        };
    }

    /** The failure for the log: where it happened, without a message that may quote rows of the file. */
    static Throwable withoutData(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String state = cause instanceof SQLException sql ? ", SQL state " + sql.getSQLState() : "";
        IllegalStateException told = new IllegalStateException(cause.getClass().getName() + state);
        told.setStackTrace(cause.getStackTrace());
        return told;
    }
}

package cn.bankscrm.db;

/**
 * The embedded PostgreSQL cannot run, for a reason that a person can do something about: a folder in use, a port taken,
 * a full disk, files of another version. The message is one sentence, Chinese first, fit to be shown as it stands.
 */
public final class DatabaseUnavailable extends RuntimeException {

    private final boolean passing;

    DatabaseUnavailable(String chinese, String english) {
        this(chinese, english, false);
    }

    DatabaseUnavailable(String chinese, String english, boolean passing) {
        super(chinese + " / " + english);
        this.passing = passing;
    }

    DatabaseUnavailable(String chinese, String english, Throwable cause) {
        super(chinese + " / " + english, cause);
        this.passing = false;
    }

    /** Whether the same may work a moment later, without anybody doing something about it. */
    boolean isPassing() {
        return passing;
    }
}

package cn.bankscrm.db;

/**
 * The embedded PostgreSQL cannot run, for a reason that a person can do something about: a folder in use, a port taken,
 * a full disk, files of another version. The message is one sentence, Chinese first, fit to be shown as it stands.
 */
public final class DatabaseUnavailable extends RuntimeException {

    DatabaseUnavailable(String chinese, String english) {
        super(chinese + " / " + english);
    }

    DatabaseUnavailable(String chinese, String english, Throwable cause) {
        super(chinese + " / " + english, cause);
    }
}

package cn.bankscrm.wecom.client;

import java.time.Instant;

/**
 * An access token of one app.
 *
 * @param version grows with each token that is put in the place of another
 */
record AccessToken(String value, long version, Instant expiresAt) {

    boolean usableAt(Instant now) {
        return expiresAt.isAfter(now);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "AccessToken[version=" + version + ", expiresAt=" + expiresAt + "]";
    }
}

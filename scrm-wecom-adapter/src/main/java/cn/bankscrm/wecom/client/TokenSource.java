package cn.bankscrm.wecom.client;

import java.time.Duration;

/** Where new access tokens come from. */
@FunctionalInterface
interface TokenSource {

    /** @throws WeComFailure when there is none to be had */
    Grant newToken(WeComApp app);

    /**
     * A token as WeCom hands it out.
     *
     * @param life how long it is good from now
     */
    record Grant(String token, Duration life) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Grant[life=" + life + "]";
        }
    }
}

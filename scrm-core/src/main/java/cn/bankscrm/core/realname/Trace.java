package cn.bankscrm.core.realname;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of where a customer was.
 *
 * @param province GB/T 2260; null when not known
 * @param address digest of the IP address; null by way of the app
 * @param device digest of the device's features; null by way of the app
 */
@SuppressWarnings("ArrayRecordComponent") // written to the database, never compared
record Trace(@Nullable String province, byte @Nullable [] address, byte @Nullable [] device) {

    static Trace told(@Nullable String province) {
        return new Trace(province, null, null);
    }
}

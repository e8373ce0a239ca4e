package cn.bankscrm.wecom.archive;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the archive is reached.
 *
 * @param sdkLibrary the files of WeCom's native library, absolute, in the order in which they are loaded, with commas
 *     between; empty: there is no library
 * @param proxy {@code http://host:port} or {@code socks5://host:port}; empty for none
 * @param proxyPassword {@code user:password} of the proxy
 * @param timeout of one call of the library
 */
@ConfigurationProperties("scrm.wecom.archive")
record ArchiveSourceProperties(
        @DefaultValue("") String sdkLibrary,
        @DefaultValue("") String proxy,
        @DefaultValue("") String proxyPassword,
        @DefaultValue("10s") Duration timeout) {

    List<String> files() {
        return Arrays.stream(sdkLibrary.split(",", -1))
                .map(String::strip)
                .filter(file -> !file.isEmpty())
                .toList();
    }

    int seconds() {
        return Math.toIntExact(Math.max(1, timeout.toSeconds()));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ArchiveSourceProperties[" + sdkLibrary + "]";
    }
}

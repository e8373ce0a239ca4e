package cn.bankscrm.compliance.archive;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the archive works on one node.
 *
 * @param privateKeys the bank's private RSA keys (PEM, PKCS #8 or PKCS #1) by the version that WeCom gave their public
 *     halves; all that ever were, for what was sealed with an old one stays so. None: the archive is off
 * @param pullEvery how often WeCom is asked, beside its own notices
 * @param readers pages read at a time; 0: this node pulls but does not read
 * @param fetchers files fetched at a time; 0: none on this node
 * @param lease how long a page, a file or the cursor is left to a node before another takes it up
 * @param mediaFolder where files are kept; below the data folder unless told otherwise, and the same folder for all
 *     nodes
 */
@ConfigurationProperties("scrm.wecom.archive")
public record ArchiveProperties(
        @DefaultValue Map<Integer, String> privateKeys,
        @DefaultValue("1m") Duration pullEvery,
        @DefaultValue("2") int readers,
        @DefaultValue("2") int fetchers,
        @DefaultValue("2m") Duration lease,
        @Nullable String mediaFolder) {

    public ArchiveProperties {
        privateKeys = Map.copyOf(privateKeys);
    }

    Optional<String> folder() {
        return Optional.ofNullable(mediaFolder).filter(folder -> !folder.isBlank());
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ArchiveProperties[keys=" + privateKeys.keySet() + ", pullEvery=" + pullEvery + "]";
    }
}

package cn.bankscrm.compliance.archive;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A store of objects that speaks S3, for the files of chats.
 *
 * @param endpoint its address; absent: Amazon's own
 * @param region by its own name; stores that have none take any
 * @param bucket which exists already; absent: files are kept in a folder
 * @param prefix of all names, such as {@code scrm/}
 * @param accessKey and {@code secretKey}: of an account that may read, write and delete in the bucket
 */
@ConfigurationProperties("scrm.wecom.archive.s3")
record S3Properties(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("") String bucket,
        @DefaultValue("") String prefix,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey) {

    S3Properties {
        if (!bucket.isBlank() && (accessKey.isBlank() || secretKey.isBlank())) {
            throw new IllegalArgumentException(
                    "scrm.wecom.archive.s3 names a bucket, but no access-key or no secret-key");
        }
    }

    boolean isOn() {
        return !bucket.isBlank();
    }

    /** Empty for Amazon's own. */
    Optional<URI> address() {
        return Optional.ofNullable(endpoint).filter(uri -> !uri.toString().isEmpty());
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "S3Properties[" + bucket + "]";
    }
}

package cn.bankscrm.compliance.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Files as objects in a bucket of a store that speaks S3. WeCom's files have 100 MB at most, so each is one object in
 * one piece. What the store says that it has is compared with what was sent: by the MD5 that it has to check itself, by
 * its own digest of the object (ETag), where that is an MD5, and by size.
 */
final class S3MediaStore implements MediaStore, AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ANSWERING = Duration.ofMinutes(2);
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3MediaStore(S3Properties properties) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(ANSWERING))
                .region(Region.of(properties.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(properties.accessKey(), properties.secretKey())))
                // names of buckets in the path, and neither pieces nor checksums of Amazon's own: other stores know
                // none
                .forcePathStyle(true)
                .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        properties.address().ifPresent(builder::endpointOverride);
        this.client = builder.build();
        this.bucket = properties.bucket();
        this.prefix = properties.prefix();
    }

    @Override
    public void put(String name, Path file) throws IOException {
        byte[] md5 = digest("MD5", file);
        String sha256 = HexFormat.of().formatHex(digest("SHA-256", file));
        String etag;
        try {
            etag = client.putObject(
                            request -> request.bucket(bucket)
                                    .key(prefix + name)
                                    .contentMD5(Base64.getEncoder().encodeToString(md5))
                                    .metadata(Map.of("sha256", sha256)),
                            RequestBody.fromFile(file))
                    .eTag();
        } catch (SdkException e) {
            throw failure(e);
        }
        String told = etag == null ? "" : etag.replace("\"", "");
        // where the store encrypts by itself the ETag is no MD5
        boolean other =
                MD5.matcher(told).matches() && !told.equals(HexFormat.of().formatHex(md5));
        if (other || size(name) != Files.size(file)) {
            throw new IOException("The store of chat files has something else than what was sent");
        }
    }

    private long size(String name) throws IOException {
        try {
            return client.headObject(request -> request.bucket(bucket).key(prefix + name))
                    .contentLength();
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        try {
            return client.getObject(request -> request.bucket(bucket).key(prefix + name));
        } catch (NoSuchKeyException e) {
            NoSuchFileException missing = new NoSuchFileException(name);
            missing.initCause(e);
            throw missing;
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        try {
            client.deleteObject(request -> request.bucket(bucket).key(prefix + name));
        } catch (NoSuchKeyException e) {
            // gone already
            return;
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static IOException failure(SdkException cause) {
        return new IOException("The store of chat files did not do what was asked", cause);
    }

    private static byte[] digest(String algorithm, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has " + algorithm, e);
        }
    }
}

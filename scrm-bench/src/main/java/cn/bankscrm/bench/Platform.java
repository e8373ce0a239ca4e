package cn.bankscrm.bench;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The platform as {@code ./scrm serve} starts it, with its own configuration, on a benchmark's database. */
final class Platform {

    /** Of a page that anybody may see. */
    private static final String FIRST_PAGE = "/sign-in";

    private final BenchDatabase database;
    private final String keys =
            keySet(PredefinedAeadParameters.AES256_GCM) + "." + keySet(PredefinedPrfParameters.HMAC_SHA256_PRF);
    private final Map<String, String> more = new HashMap<>();
    private final int port = ServerProcess.freePort();

    Platform(BenchDatabase database) throws IOException {
        this.database = database;
    }

    /** A setting by its environment variable. */
    Platform with(String variable, Object value) {
        more.put(variable, value.toString());
        return this;
    }

    /** WeCom's side, where its API is. */
    Platform asking(URI api) {
        with("SCRM_WECOM_API_BASE_URL", api).with("SCRM_WECOM_CORP_ID", CallbackRequests.CORP);
        with("SCRM_WECOM_APPS_CUSTOMER_SECRET", "bench-customer-secret");
        with("SCRM_WECOM_APPS_CUSTOMER_TOKEN", CallbackRequests.TOKEN);
        with("SCRM_WECOM_APPS_CUSTOMER_ENCODING_AES_KEY", CallbackRequests.AES_KEY);
        // WeCom's own limits would be the bound: 10,000 calls a minute
        return with("SCRM_WECOM_CALLS_PER_MINUTE", 1_000_000).with("SCRM_WECOM_CALLS_PER_HOUR", 60_000_000);
    }

    /** The key ring for personal data, for whoever prepares its database. */
    String keys() {
        return keys;
    }

    int port() {
        return port;
    }

    /** With the command line of {@code ./scrm serve}. */
    ServerProcess start(String... jvmOptions) throws IOException, InterruptedException {
        List<String> command = command();
        command.addAll(1, List.of(jvmOptions));
        return start(command);
    }

    /** The command line of {@code ./scrm serve}, with its start-up cache. */
    static List<String> command() {
        return new ArrayList<>(List.of(property("bench.platform").split("\n")));
    }

    ServerProcess start(List<String> command) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SPRING_DATASOURCE_URL", database.server().jdbcUrl());
        environment.put("SPRING_DATASOURCE_USERNAME", database.server().username());
        environment.put("SPRING_DATASOURCE_PASSWORD", database.server().password());
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(ServerProcess.freePort()));
        environment.put("SCRM_PUBLIC_URL", "http://localhost:" + port);
        environment.put("SCRM_PRIVACY_KEYS", keys);
        environment.put("SCRM_DATA_DIR", database.folder().resolve("data").toString());
        return ServerProcess.start(
                command,
                environment,
                database.folder().resolve("platform.log"),
                URI.create("http://127.0.0.1:" + port + FIRST_PAGE));
    }

    static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), () -> name + " is missing: start with ./scrm bench");
    }

    private static String keySet(Parameters parameters) {
        try {
            AeadConfig.register();
            PrfConfig.register();
            Configuration tink = RegistryConfiguration.get();
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(parameters, tink), tink, InsecureSecretKeyAccess.get());
            return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

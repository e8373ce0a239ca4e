package cn.bankscrm.db;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the embedded database lives.
 *
 * @param dataDir the data folder
 * @param embeddedDatabase the server's own settings
 */
@ConfigurationProperties("scrm")
record EmbeddedDatabaseProperties(
        @DefaultValue(".data") Path dataDir, @DefaultValue Server embeddedDatabase) {

    /**
     * The server.
     *
     * @param port port on the loopback interface; 0: any that is free
     * @param programsDir where PostgreSQL's programs are, or are to be unpacked; absent: in the data folder
     */
    record Server(@DefaultValue("0") int port, @Nullable Path programsDir) {}

    Path programsDir() {
        Path chosen = embeddedDatabase.programsDir();
        return chosen == null ? dataDir : chosen;
    }
}

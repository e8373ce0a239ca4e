package cn.bankscrm.db;

import java.nio.file.Path;
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

    /** @param port port on the loopback interface; 0: any that is free */
    record Server(@DefaultValue("0") int port) {}
}

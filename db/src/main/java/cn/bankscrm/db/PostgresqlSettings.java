package cn.bankscrm.db;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the embedded server runs.
 *
 * @param port port on the loopback interface; 0: any that is free
 * @param server PostgreSQL's own settings by name
 */
public record PostgresqlSettings(int port, Map<String, String> server) {

    public PostgresqlSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
        server = Map.copyOf(server);
    }

    /** For data that must survive a power cut: whatever was acknowledged is on the disk. */
    public static PostgresqlSettings durable(int port) {
        Map<String, String> server = common();
        server.put("fsync", "on");
        server.put("synchronous_commit", "on");
        server.put("full_page_writes", "on");
        long memory = megabytesOfThisMachine();
        // an eighth leaves room for the platform beside it; above 1 GB the system's own cache serves as well
        server.put("shared_buffers", Math.clamp(memory / 8, 128, 1_024) + "MB");
        server.put("effective_cache_size", Math.max(memory / 2, 512) + "MB");
        server.put("maintenance_work_mem", "256MB");
        server.put("work_mem", "16MB");
        server.put("max_connections", "200");
        server.put("max_wal_size", "4GB");
        server.put("wal_compression", "on");
        return new PostgresqlSettings(port, server);
    }

    /** For tests: fast, and worth nothing after a power cut. The time zone is on purpose neither UTC nor Shanghai's. */
    public static PostgresqlSettings forgetful() {
        Map<String, String> server = common();
        server.put("fsync", "off");
        server.put("synchronous_commit", "off");
        server.put("full_page_writes", "off");
        server.put("shared_buffers", "128MB");
        server.put("max_connections", "300");
        server.put("max_wal_size", "2GB");
        server.put("timezone", "America/Los_Angeles");
        return new PostgresqlSettings(0, server);
    }

    /** Of this container, when it has less than the machine. */
    private static long megabytesOfThisMachine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20;
    }

    private static Map<String, String> common() {
        Map<String, String> server = new LinkedHashMap<>();
        server.put("listen_addresses", "127.0.0.1");
        server.put("unix_socket_directories", "");
        // short queries all over: compiling them costs more than it saves
        server.put("jit", "off");
        server.put("random_page_cost", "1.1");
        server.put("log_checkpoints", "off");
        // the server's log carries no row values: details and statements may hold names and mobiles
        server.put("log_error_verbosity", "terse");
        server.put("log_min_error_statement", "panic");
        return server;
    }
}

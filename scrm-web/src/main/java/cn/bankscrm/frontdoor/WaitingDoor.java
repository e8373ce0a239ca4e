package cn.bankscrm.frontdoor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Opens the platform's port as soon as its number is known, seconds before the web server is there: WeCom tries a
 * callback four times within some seconds, and each try that is refused outright is lost at once. Whoever connects
 * meanwhile waits in the system's queue; the web server takes this very socket and serves them first.
 */
public final class WaitingDoor implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final int WAITING = 1_024;

    /** Tomcat makes its endpoint by the name of a class: there is no other way to hand it over. */
    private static final AtomicReference<@Nullable ServerSocketChannel> OPEN = new AtomicReference<>();

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment settings = event.getEnvironment();
        int port = settings.getProperty("server.port", Integer.class, 8080);
        if (port > 0) {
            open(Optional.ofNullable(settings.getProperty("server.address", InetAddress.class)), port);
        }
    }

    /** A port that cannot be had is left to the web server, which says so when it comes to it. */
    static void open(Optional<InetAddress> address, int port) {
        try {
            ServerSocketChannel door = ServerSocketChannel.open();
            try {
                door.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                door.bind(
                        address.map(known -> new InetSocketAddress(known, port))
                                .orElseGet(() -> new InetSocketAddress(port)),
                        WAITING);
            } catch (IOException e) {
                door.close();
                return;
            }
            OPEN.set(door);
        } catch (IOException e) {
            OPEN.set(null);
        }
    }

    /** The socket of this port, once; empty when it was not opened early. */
    static Optional<ServerSocketChannel> take(int port) throws IOException {
        ServerSocketChannel door = OPEN.get();
        if (door == null || ((InetSocketAddress) door.getLocalAddress()).getPort() != port) {
            return Optional.empty();
        }
        return OPEN.compareAndSet(door, null) ? Optional.of(door) : Optional.empty();
    }
}

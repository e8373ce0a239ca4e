package cn.bankscrm.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The line to a database, on which all connections are cut at once when a statement is sent for the first time. */
final class DatabaseLine implements AutoCloseable {

    private final URI database;
    private final String fatal;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean cut = new AtomicBoolean();

    /**
     * Opens it.
     *
     * @param url the database's JDBC address
     * @param fatal how the statement begins
     */
    DatabaseLine(String url, String fatal) throws IOException {
        this.database = URI.create(url.substring("jdbc:".length()));
        this.fatal = fatal;
        Thread.ofVirtual().start(this::take);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + database.getPath();
    }

    boolean wasCut() {
        return cut.get();
    }

    private void take() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket(database.getHost(), database.getPort());
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().start(() -> pass(client, server, true));
                Thread.ofVirtual().start(() -> pass(server, client, false));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean watched) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[16_384];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                boolean meant = watched && new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains(fatal);
                if (meant && cut.compareAndSet(false, true)) {
                    cutAll();
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException ended) {
            // by either side, or by us: both sockets are closed now
        }
    }

    private void cutAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cutAll();
    }
}

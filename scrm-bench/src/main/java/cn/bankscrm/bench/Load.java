package cn.bankscrm.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Sends requests over connections that stay open, the next one as soon as the answer is there (one thread, so that it
 * takes little from the server on the same machine).
 */
final class Load {

    static final int CONNECTIONS = 64;

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LAST = Pattern.compile("\r\nconnection: *close", Pattern.CASE_INSENSITIVE);

    private final byte[][] requests;
    private final long until;
    private final BitSet acknowledged = new BitSet();
    private final long[] latencies;
    private int next;
    private int answered;
    private int refused;
    private int open;

    private Load(byte[][] requests, Duration atMost) {
        this.requests = requests;
        this.latencies = new long[requests.length];
        this.until = System.nanoTime() + atMost.toNanos();
    }

    /**
     * What came back.
     *
     * @param acknowledged which requests were answered with 200
     * @param latencies in nanoseconds, the smallest first
     */
    record Result(BitSet acknowledged, int refused, List<Long> latencies, double seconds) {

        double perSecond() {
            return acknowledged.cardinality() / seconds;
        }

        double millis(double percentile) {
            return latencies.get((int) Math.min(latencies.size() - 1L, Math.round(latencies.size() * percentile)))
                    / 1e6;
        }
    }

    /** Sends each request once, until all are answered, time is up, or the server is gone. */
    static Result run(int port, byte[][] requests, Duration atMost) throws IOException {
        return new Load(requests, atMost).run(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private Result run(InetSocketAddress server) throws IOException {
        long began = System.nanoTime();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                connect(selector, server);
            }
            while (open > 0) {
                selector.select(key -> ((Connection) key.attachment()).read(), 1_000);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long[] sorted = Arrays.copyOf(latencies, answered);
        Arrays.sort(sorted);
        return new Result(acknowledged, refused, LongStream.of(sorted).boxed().toList(), seconds);
    }

    private void connect(Selector selector, InetSocketAddress server) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        Connection connection = new Connection(channel, selector, server);
        channel.register(selector, SelectionKey.OP_READ, connection);
        open++;
        connection.send();
    }

    private final class Connection {

        private final SocketChannel channel;
        private final Selector selector;
        private final InetSocketAddress server;
        private final ByteBuffer answer = ByteBuffer.allocate(16 * 1024);
        private int sent;
        private long sentAt;

        Connection(SocketChannel channel, Selector selector, InetSocketAddress server) {
            this.channel = channel;
            this.selector = selector;
            this.server = server;
        }

        void send() {
            if (next == requests.length || System.nanoTime() >= until) {
                close();
                return;
            }
            sent = next++;
            sentAt = System.nanoTime();
            ByteBuffer request = ByteBuffer.wrap(requests[sent]);
            try {
                while (request.hasRemaining()) {
                    channel.write(request); // a request fits into the socket's buffer
                }
            } catch (IOException e) {
                close();
            }
        }

        void read() {
            try {
                if (channel.read(answer) < 0) {
                    close();
                    return;
                }
            } catch (IOException e) {
                close();
                return;
            }
            String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0 || answer.position() < head + 4 + length(text.substring(0, head))) {
                return;
            }
            if (text.startsWith("HTTP/1.1 200")) {
                acknowledged.set(sent);
            } else {
                refused++;
            }
            latencies[answered++] = System.nanoTime() - sentAt;
            answer.clear();
            if (LAST.matcher(text.substring(0, head)).find()) {
                again();
            } else {
                send();
            }
        }

        /** The server ends a connection after so many requests. */
        private void again() {
            close();
            try {
                connect(selector, server);
            } catch (IOException e) {
                // the server is gone
            }
        }

        private void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // gone either way
            }
            open--;
        }
    }

    private static int length(String head) {
        Matcher length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }
}

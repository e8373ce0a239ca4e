package cn.bankscrm.wecom.inbox;

import cn.bankscrm.core.privacy.FieldCipher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** An event on its way into the inbox, and the promise that it will be durable. */
final class Arrival {

    final String app;
    final String event;
    final String relation;
    final Instant eventAt;
    final Duration rest;
    final byte[] digest;
    private final byte[] payload;
    private byte[] encrypted = {};
    final CompletableFuture<Void> stored = new CompletableFuture<>();

    /**
     * An event as it was read.
     *
     * @param rest how long it lies before it is worked off
     * @param payload the decrypted document
     */
    Arrival(String app, String event, String relation, Instant eventAt, Duration rest, byte[] digest, byte[] payload) {
        this.app = app;
        this.event = event;
        this.relation = relation;
        this.eventAt = eventAt;
        this.rest = rest;
        this.digest = digest;
        this.payload = payload;
    }

    /** For a writer: ciphers are kept by thread, and the thread of a request is gone with it. */
    void encrypt(FieldCipher cipher) {
        encrypted = cipher.encrypt(DurableInbox.PAYLOAD, new String(payload, StandardCharsets.UTF_8));
    }

    /** The payload as it is stored, after {@link #encrypt}. */
    byte[] encrypted() {
        return encrypted;
    }

    /** The same for each delivery of the same event. */
    Key key() {
        return new Key(eventAt, ByteBuffer.wrap(digest));
    }

    record Key(Instant eventAt, ByteBuffer digest) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byTime = eventAt.compareTo(other.eventAt);
            return byTime != 0 ? byTime : digest.compareTo(other.digest);
        }
    }
}

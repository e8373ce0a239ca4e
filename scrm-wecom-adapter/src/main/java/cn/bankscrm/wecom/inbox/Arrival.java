package cn.bankscrm.wecom.inbox;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** An event on its way into the inbox, and the promise that it will be durable. */
final class Arrival {

    final String app;
    final String event;
    final String relation;
    final Instant eventAt;
    final byte[] digest;
    final byte[] payload;
    final CompletableFuture<Void> stored = new CompletableFuture<>();

    /** @param payload encrypted */
    Arrival(String app, String event, String relation, Instant eventAt, byte[] digest, byte[] payload) {
        this.app = app;
        this.event = event;
        this.relation = relation;
        this.eventAt = eventAt;
        this.digest = digest;
        this.payload = payload;
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

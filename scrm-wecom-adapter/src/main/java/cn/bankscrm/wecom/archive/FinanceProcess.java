package cn.bankscrm.wecom.archive;

import cn.bankscrm.compliance.archive.ArchiveSourceFailure;
import cn.bankscrm.compliance.archive.ArchiveSourceFailure.Kind;
import cn.bankscrm.wecom.archive.child.Frames;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The child process, from the platform's side: started when it is first needed, started anew when it died or did not
 * answer in time. One call at a time; secrets go through its standard input, never through its command line.
 */
final class FinanceProcess implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FinanceProcess.class);

    /** What the reading thread leaves when the child is gone. */
    private static final Answer GONE = new Answer(Integer.MIN_VALUE, new byte[0]);

    private final List<String> command;
    private final Request greeting;
    private final Duration patience;
    private @Nullable Running running;

    /** Writes the fields of a request. */
    interface Request {
        void write(DataOutputStream fields) throws IOException;
    }

    /** @param code 0 when it went well */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Answer(int code, byte[] body) {

        /** Without the contents. */
        @Override
        public String toString() {
            return "Answer[code=" + code + "]";
        }
    }

    private record Running(Process process, DataOutputStream in, BlockingQueue<Answer> answers) {}

    /**
     * @param greeting what every new child is told first
     * @param patience how long an answer may take
     */
    FinanceProcess(List<String> command, Request greeting, Duration patience) {
        this.command = List.copyOf(command);
        this.greeting = greeting;
        this.patience = patience;
    }

    /** Asks for something, the answers of which are then taken one by one. Hold the lock of this until they are. */
    void ask(Request request) {
        send(alive(), request);
    }

    /**
     * The next answer.
     *
     * @throws ArchiveSourceFailure of kind LIBRARY when the child is gone, or silent too long, which ends it
     */
    Answer next() {
        Running child = running;
        if (child == null) {
            throw new ArchiveSourceFailure(Kind.LIBRARY, 0);
        }
        try {
            Answer answer = child.answers().poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null || answer.equals(GONE)) {
                end(child, answer == null ? "silent" : "gone");
                throw new ArchiveSourceFailure(Kind.LIBRARY, 0);
            }
            return answer;
        } catch (InterruptedException e) {
            end(child, "interrupted");
            Thread.currentThread().interrupt();
            throw new ArchiveSourceFailure(Kind.LIBRARY, e);
        }
    }

    /** One question, one answer. */
    synchronized Answer call(Request request) {
        ask(request);
        return next();
    }

    @Override
    public synchronized void close() {
        Running child = running;
        if (child != null) {
            end(child, "no longer needed");
        }
    }

    private Running alive() {
        Running child = running;
        if (child != null && child.process().isAlive()) {
            return child;
        }
        child = begin();
        running = child;
        send(child, greeting);
        Answer greeted = next();
        if (greeted.code() != 0) {
            end(child, "refused by the library");
            throw new ArchiveSourceFailure(FinanceCodes.kind(greeted.code()), greeted.code());
        }
        return child;
    }

    private Running begin() {
        try {
            Process process = new ProcessBuilder(command)
                    // what a library prints may hold what it read
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
            DataInputStream out = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
            Thread.ofVirtual().name("archive-child").start(() -> listen(out, answers));
            log.atInfo().addKeyValue("pid", process.pid()).log("The archive's library runs in a process of its own");
            return new Running(
                    process,
                    new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16)),
                    answers);
        } catch (IOException e) {
            throw new ArchiveSourceFailure(Kind.LIBRARY, e);
        }
    }

    private static void listen(DataInputStream out, BlockingQueue<Answer> answers) {
        try {
            while (true) {
                DataInputStream payload = new DataInputStream(new ByteArrayInputStream(Frames.read(out)));
                answers.add(new Answer(payload.readInt(), Frames.bytes(payload)));
            }
        } catch (IOException e) {
            answers.add(GONE);
        }
    }

    private void send(Running child, Request request) {
        try {
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            request.write(new DataOutputStream(payload));
            Frames.write(child.in(), payload.toByteArray());
        } catch (IOException e) {
            end(child, "gone");
            throw new ArchiveSourceFailure(Kind.LIBRARY, e);
        }
    }

    private void end(Running child, String why) {
        running = null;
        child.process().destroyForcibly();
        log.atWarn()
                .addKeyValue("pid", child.process().pid())
                .addKeyValue("why", why)
                .log("The archive's process was ended");
    }
}

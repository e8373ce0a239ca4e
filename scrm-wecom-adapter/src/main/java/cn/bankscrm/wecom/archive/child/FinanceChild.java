package cn.bankscrm.wecom.archive.child;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The child: reads what is asked from its standard input, answers on its standard output, one thing after the other. It
 * holds one handle of the library for its life, frees whatever it takes, and ends when the platform does.
 */
public final class FinanceChild {

    private static final int DECRYPTION_ERROR = 10008;

    private final FinanceLibrary library;
    private final DataInputStream in;
    private final DataOutputStream out;
    private long sdk;

    private FinanceChild(FinanceLibrary library, DataInputStream in, DataOutputStream out) {
        this.library = library;
        this.in = in;
        this.out = out;
    }

    /** @param arguments the class that is the library */
    public static void main(String[] arguments) throws Exception {
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16));
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        endWithParent();
        FinanceLibrary library = Class.forName(arguments[0])
                .asSubclass(FinanceLibrary.class)
                .getDeclaredConstructor()
                .newInstance();
        new FinanceChild(library, in, out).serve();
    }

    /** A call that hangs in the library must not outlive the platform. */
    private static void endWithParent() {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        Thread.ofPlatform().name("parent-watch").daemon().start(() -> {
            parent.onExit().join();
            Runtime.getRuntime().halt(3);
        });
    }

    private void serve() throws IOException {
        try {
            while (true) {
                DataInputStream request = new DataInputStream(new ByteArrayInputStream(Frames.read(in)));
                switch (request.readByte()) {
                    case Frames.INIT -> init(request);
                    case Frames.PULL -> pull(request);
                    case Frames.OPEN -> open(request);
                    case Frames.MEDIA -> media(request);
                    default -> throw new IOException("unknown request");
                }
            }
        } catch (EOFException e) {
            if (sdk != 0) {
                library.destroySdk(sdk);
            }
        }
    }

    private void init(DataInputStream request) throws IOException {
        String corpId = Frames.text(request);
        String secret = Frames.text(request);
        String[] files = new String[request.readInt()];
        for (int i = 0; i < files.length; i++) {
            files[i] = Frames.text(request);
        }
        library.load(files);
        sdk = library.newSdk();
        answer(library.init(sdk, corpId, secret), new byte[0]);
    }

    private void pull(DataInputStream request) throws IOException {
        long slice = library.newSlice();
        try {
            int code = library.getChatData(
                    sdk,
                    request.readLong(),
                    request.readInt(),
                    Frames.text(request),
                    Frames.text(request),
                    request.readInt(),
                    slice);
            answer(code, code == 0 ? text(library.content(slice)) : new byte[0]);
        } finally {
            library.freeSlice(slice);
        }
    }

    private void open(DataInputStream request) throws IOException {
        int records = request.readInt();
        for (int i = 0; i < records; i++) {
            String key = Frames.text(request);
            String message = Frames.text(request);
            long slice = library.newSlice();
            try {
                int code = library.decryptData(sdk, key, message, slice);
                if (code == DECRYPTION_ERROR) {
                    code = library.decryptData(sdk, key, message, slice);
                }
                answer(code, code == 0 ? text(library.content(slice)) : new byte[0]);
            } finally {
                library.freeSlice(slice);
            }
        }
    }

    private void media(DataInputStream request) throws IOException {
        long media = library.newMediaData();
        try {
            int code = library.getMediaData(
                    sdk,
                    Frames.text(request),
                    Frames.text(request),
                    Frames.text(request),
                    Frames.text(request),
                    request.readInt(),
                    media);
            if (code != 0) {
                answer(code, new byte[0]);
                return;
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(body);
            Frames.bytes(fields, library.data(media));
            Frames.text(fields, library.outIndex(media));
            fields.writeBoolean(library.finished(media));
            answer(0, body.toByteArray());
        } finally {
            library.freeMediaData(media);
        }
    }

    private void answer(int code, byte[] body) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(body.length + 8);
        DataOutputStream fields = new DataOutputStream(payload);
        fields.writeInt(code);
        Frames.bytes(fields, body);
        Frames.write(out, payload.toByteArray());
    }

    private static byte[] text(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}

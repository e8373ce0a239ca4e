package cn.bankscrm.wecom.archive;

import cn.bankscrm.wecom.archive.child.FinanceLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Stands in for the native library, in the child: also for one that crashes, hangs, prints, or is used wrongly. */
public final class FakeFinance implements FinanceLibrary {

    private static final int PIECE = 512 * 1024;

    private final Map<Long, String> slices = new HashMap<>();
    private final Map<Long, byte[]> media = new HashMap<>();
    private final Map<Long, Boolean> lasts = new HashMap<>();
    private long handles = 100;
    private int sdks;
    private String corp = "";

    /** For the child, by name. */
    public FakeFinance() {
        // as the real one
    }

    @Override
    public void load(String[] files) {
        if (files.length > 0 && files[0].equals("/missing.so")) {
            throw new UnsatisfiedLinkError("no such library");
        }
    }

    @Override
    public long newSdk() {
        sdks++;
        return ++handles;
    }

    @Override
    public int init(long sdk, String corpId, String secret) {
        corp = corpId;
        return secret.equals("wrong") ? 10000 : secret.equals("stranger") ? 10009 : 0;
    }

    @Override
    public void destroySdk(long sdk) {
        sdks--;
    }

    /** Number -1 asks what is not freed. */
    @Override
    public int getChatData(long sdk, long seq, int limit, String proxy, String password, int seconds, long slice) {
        System.out.print("something that the library prints");
        System.out.flush();
        if (seq < 0) {
            slices.put(
                    slice,
                    "{\"errcode\":0,\"chatdata\":[{\"seq\":" + sdks + ",\"msgid\":\"" + (slices.size() + media.size())
                            + "\"}]}");
            return 0;
        }
        if (limit > 1000) {
            return 10000;
        }
        slices.put(
                slice,
                "{\"errcode\":0,\"errmsg\":\"ok\",\"chatdata\":[{\"seq\":" + (seq + 1) + ",\"msgid\":\"" + corp
                        + "\",\"publickey_ver\":3,\"encrypt_random_key\":\"a2V5\",\"encrypt_chat_msg\":\"bXNn\"}]}");
        return 0;
    }

    /** The message says what happens. */
    @Override
    public int decryptData(long sdk, String key, String message, long slice) {
        if (message.equals("die")) {
            Runtime.getRuntime().halt(139);
        }
        if (message.startsWith("die-once:")) {
            Path mark = Path.of(message.substring("die-once:".length()));
            if (!Files.exists(mark)) {
                try {
                    Files.createFile(mark);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                Runtime.getRuntime().halt(139);
            }
        }
        if (message.equals("hang")) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                return 10003;
            }
        }
        if (message.startsWith("code:")) {
            return Integer.parseInt(message.substring("code:".length()));
        }
        slices.put(slice, "{\"opened\":\"" + message + "\",\"with\":\"" + key + "\",\"text\":\"中文\"}");
        return 0;
    }

    @Override
    public long newSlice() {
        slices.put(++handles, "");
        return handles;
    }

    @Override
    public String content(long slice) {
        return slices.getOrDefault(slice, "");
    }

    @Override
    public void freeSlice(long slice) {
        slices.remove(slice);
    }

    @Override
    public int getMediaData(
            long sdk, String index, String fileId, String proxy, String password, int seconds, long handle) {
        if (fileId.equals("old")) {
            return 10010;
        }
        int from = index.isEmpty() ? 0 : Integer.parseInt(index);
        int size = 3 * PIECE / 2;
        byte[] piece = new byte[Math.min(PIECE, size - from)];
        java.util.Arrays.fill(piece, (byte) (from / PIECE + 1));
        media.put(handle, piece);
        lasts.put(handle, from + piece.length == size);
        slices.put(-handle, String.valueOf(from + piece.length));
        return 0;
    }

    @Override
    public long newMediaData() {
        media.put(++handles, new byte[0]);
        return handles;
    }

    @Override
    public byte[] data(long handle) {
        return media.getOrDefault(handle, "".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String outIndex(long handle) {
        return slices.getOrDefault(-handle, "");
    }

    @Override
    public boolean finished(long handle) {
        return lasts.getOrDefault(handle, true);
    }

    @Override
    public void freeMediaData(long handle) {
        media.remove(handle);
        slices.remove(-handle);
        lasts.remove(handle);
    }
}

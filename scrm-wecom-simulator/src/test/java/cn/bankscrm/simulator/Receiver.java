package cn.bankscrm.simulator;

import cn.bankscrm.simulator.http.HttpFront;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.http.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Stands where the platform's callbacks would be: decrypts, keeps, and answers as a test wants. */
final class Receiver implements AutoCloseable {
    /** A callback that arrived. */
    record Arrival(String path, String nonce, String encrypted, String plain) {
        String value(String element) {
            String open = "<" + element + ">";
            String inner = plain.substring(plain.indexOf(open) + open.length(), plain.indexOf("</" + element + ">"));
            return inner.replace("<![CDATA[", "").replace("]]>", "");
        }
    }

    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final AtomicInteger failuresToCome = new AtomicInteger();
    private final HttpFront front = new HttpFront("127.0.0.1", 0).serve("/", this::receive);
    private volatile long slowness;

    Receiver() {
        front.start();
    }

    String address() {
        return "http://127.0.0.1:" + front.port();
    }

    Receiver failing(int times) {
        failuresToCome.set(times);
        return this;
    }

    Receiver slow(long millis) {
        slowness = millis;
        return this;
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Waits until so many have arrived, 10 s at most. */
    List<Arrival> await(int count) throws InterruptedException {
        for (int i = 0; i < 1000 && arrivals.size() < count; i++) {
            Thread.sleep(10);
        }
        return arrivals();
    }

    private Response receive(Request request) {
        if (!request.isPost()) {
            return Response.text(200, decrypt(request.param("echostr")));
        }
        String encrypted = request.body().replaceAll(".*<Encrypt><!\\[CDATA\\[(.*?)]]></Encrypt>.*", "$1");
        arrivals.add(new Arrival(request.path(), request.param("nonce"), encrypted, decrypt(encrypted)));
        rest(slowness);
        return failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                ? Response.text(500, "broken")
                : Response.text(200, "success");
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String decrypt(String encrypted) {
        try {
            byte[] key = Base64.getDecoder().decode(WeComSimulator.DEMO_AES_KEY + "=");
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, 16)));
            ByteBuffer plain =
                    ByteBuffer.wrap(cipher.doFinal(Base64.getDecoder().decode(encrypted)));
            byte[] message = new byte[plain.position(16).getInt()];
            plain.get(message);
            return new String(message, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        front.close();
    }
}

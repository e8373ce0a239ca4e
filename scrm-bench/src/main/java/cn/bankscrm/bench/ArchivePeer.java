package cn.bankscrm.bench;

import cn.bankscrm.simulator.chat.ChatRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An archive as it is pulled elsewhere: one thread, a page of 1,000, each message opened, parsed and inserted by
 * itself, nothing encrypted again, nothing chained, nothing indexed.
 */
final class ArchivePeer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VECTOR = 16;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI wecom;
    private final PrivateKey key;
    private final JdbcClient db;
    private long last;

    ArchivePeer(URI wecom, String pem, DataSource source) {
        this.wecom = wecom;
        this.key = key(pem);
        this.db = JdbcClient.create(source);
    }

    void prepare() {
        db.sql("""
                        create table public.peer_message (
                            msgid text primary key, seq bigint not null, from_id text not null, to_id text not null, type text not null,
                            at timestamptz not null, content text not null)
                        """).update();
    }

    /** Of the last message that was written. */
    long last() {
        return last;
    }

    long stored() {
        return db.sql("select count(*) from public.peer_message")
                .query(Long.class)
                .single();
    }

    /** @return the seconds it took to write all that there is */
    double work() throws IOException, InterruptedException {
        String token = asked(
                        "/cgi-bin/gettoken?corpid=" + CallbackRequests.CORP + "&corpsecret=bench-archive-secret", "")
                .path("access_token")
                .asString();
        long began = System.nanoTime();
        JsonNode page;
        do {
            page = asked(
                            "/cgi-bin/msgaudit/sim_get_chat_data?access_token=" + token,
                            "{\"seq\":" + last + ",\"limit\":1000}")
                    .path("chatdata");
            for (JsonNode sealed : page) {
                write(sealed);
            }
        } while (!page.isEmpty());
        return (System.nanoTime() - began) / 1e9;
    }

    private void write(JsonNode sealed) {
        JsonNode message = JSON.readTree(open(
                sealed.path("encrypt_random_key").asString(),
                sealed.path("encrypt_chat_msg").asString()));
        last = sealed.path("seq").asLong();
        db.sql("""
                        insert into public.peer_message (msgid, seq, from_id, to_id, type, at, content)
                        values (:msgid, :seq, :from, :to, :type, :at, :content) on conflict do nothing
                        """)
                .param("msgid", sealed.path("msgid").asString())
                .param("seq", last)
                .param("from", message.path("from").asString())
                .param("to", message.path("tolist").path(0).asString(""))
                .param("type", message.path("msgtype").asString())
                .param("at", new Timestamp(message.path("msgtime").asLong()))
                .param("content", message.path("text").path("content").asString(""))
                .update();
    }

    /**
     * @return the seconds that RSA takes for one of these, by one thread and the JDK's cipher, which is not the
     *     platform's
     */
    double secondsToOpen(List<ChatRecord> records) {
        records.forEach(each -> random(each.encryptRandomKey()));
        long began = System.nanoTime();
        records.forEach(each -> random(each.encryptRandomKey()));
        return (System.nanoTime() - began) / 1e9 / records.size();
    }

    private String random(String sealed) {
        try {
            Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            rsa.init(Cipher.DECRYPT_MODE, key);
            return new String(rsa.doFinal(Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String open(String randomKey, String body) {
        try {
            byte[] all = Base64.getDecoder().decode(body);
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(HexFormat.of().parseHex(random(randomKey)), "AES"),
                    new IvParameterSpec(all, 0, VECTOR));
            return new String(aes.doFinal(all, VECTOR, all.length - VECTOR), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode asked(String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(wecom + path));
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return JSON.readTree(
                http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    private static PrivateKey key(String pem) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

package cn.bankscrm.wecom.client;

import cn.bankscrm.wecom.client.WeComFailure.Kind;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import me.chanjar.weixin.common.bean.WxAccessToken;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.common.util.http.SimpleGetRequestExecutor;
import me.chanjar.weixin.common.util.http.SimplePostRequestExecutor;
import me.chanjar.weixin.cp.api.impl.WxCpServiceApacheHttpClientImpl;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import me.chanjar.weixin.cp.constant.WxCpApiPathConsts;
import org.apache.http.conn.HttpHostConnectException;
import org.apache.http.impl.client.CloseableHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WxJava's client of one app with our rules for every call, also those that WxJava's own methods make: shared tokens,
 * limits, short retries, failures by kind. WxJava's own loop is not used: it waits up to 31 seconds, forgets the code
 * when it gives up, and writes URLs with tokens into the log.
 */
final class WeComTransport extends WxCpServiceApacheHttpClientImpl {

    private static final Logger log = LoggerFactory.getLogger(WeComTransport.class);

    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration SECOND_PAUSE = Duration.ofMillis(300);

    /** What changes something in WeCom: not sent again when it may have arrived, and few at a time. */
    private static final Set<String> WRITES = Set.of(
            "externalcontact/remark",
            "externalcontact/mark_tag",
            "externalcontact/add_corp_tag",
            "externalcontact/edit_corp_tag",
            "externalcontact/del_corp_tag",
            "externalcontact/add_msg_template",
            "externalcontact/remind_groupmsg_send",
            "externalcontact/cancel_groupmsg_send",
            "externalcontact/add_moment_task",
            "externalcontact/cancel_moment_task",
            "externalcontact/send_welcome_msg");

    private final WeComApp app;
    private final CloseableHttpClient http;
    private final SharedTokens tokens;
    private final CallWatch watch;

    WeComTransport(
            WeComApp app,
            WxCpDefaultConfigImpl config,
            CloseableHttpClient http,
            SharedTokens tokens,
            CallWatch watch) {
        this.app = app;
        this.http = http;
        this.tokens = tokens;
        this.watch = watch;
        setWxCpConfigStorage(config);
    }

    /** The connections are given, not made here. */
    @Override
    public void initHttp() {
        // Nothing to prepare.
    }

    @Override
    public CloseableHttpClient getRequestHttpClient() {
        return http;
    }

    @Override
    public String getAccessToken(boolean forceRefresh) {
        return tokens.current(app).value();
    }

    /** @throws WeComFailure and nothing else, when there is no usable answer */
    @Override
    public <T, E> T execute(RequestExecutor<T, E> executor, String uri, @Nullable E data) {
        String api = ApiName.of(uri);
        if (!WRITES.contains(api)) {
            return call(executor, uri, data, api);
        }
        Semaphore place = watch.beginWriting(api);
        try {
            return call(executor, uri, data, api);
        } finally {
            place.release();
        }
    }

    /** @throws WeComFailure when there is none to be had */
    TokenSource.Grant newToken() {
        String uri = String.format(
                configStorage.getApiUrl(WxCpApiPathConsts.GET_TOKEN),
                URLEncoder.encode(configStorage.getCorpId(), StandardCharsets.UTF_8),
                URLEncoder.encode(configStorage.getCorpSecret(), StandardCharsets.UTF_8));
        RequestExecutor<String, String> get = SimpleGetRequestExecutor.create(this);
        WxAccessToken granted =
                WxAccessToken.fromJson(trying(SharedTokens.API, () -> send(get, uri, null, SharedTokens.API)));
        String token = granted.getAccessToken();
        if (token == null || token.isBlank() || granted.getExpiresIn() <= 0) {
            throw new WeComFailure(Kind.MALFORMED, SharedTokens.API, 0, null, null);
        }
        return new TokenSource.Grant(token, Duration.ofSeconds(granted.getExpiresIn()));
    }

    String asked(String uri) {
        return execute(SimpleGetRequestExecutor.create(this), uri, null);
    }

    String posted(String uri, String json) {
        return execute(SimplePostRequestExecutor.create(this), uri, json);
    }

    private <T, E> T call(RequestExecutor<T, E> executor, String uri, @Nullable E data, String api) {
        AccessToken token = tokens.current(app);
        try {
            return trying(api, () -> send(executor, signed(uri, token), data, api));
        } catch (WeComFailure failure) {
            if (!FailureKinds.TOKEN_REJECTED.contains(failure.code())) {
                throw failure;
            }
            AccessToken next = tokens.replacing(app, token);
            return trying(api, () -> send(executor, signed(uri, next), data, api));
        }
    }

    private <T> T trying(String api, Supplier<T> send) {
        for (int tried = 1; ; tried++) {
            try {
                return watch.watching(api, send);
            } catch (WeComFailure failure) {
                if (tried == TRIES || !mayWorkAtOnce(failure, WRITES.contains(api))) {
                    throw failure;
                }
                pause(tried == 1 ? FIRST_PAUSE : SECOND_PAUSE, failure);
            }
        }
    }

    private static String signed(String uri, AccessToken token) {
        return uri + (uri.contains("?") ? "&" : "?") + "access_token=" + token.value();
    }

    private <T, E> T send(RequestExecutor<T, E> executor, String uri, @Nullable E data, String api) {
        try {
            return executor.execute(uri, data, WxType.CP);
        } catch (WxErrorException e) {
            throw FailureKinds.of(api, e.getError());
        } catch (IOException e) {
            // The exception itself stays here: its message may name the address with the token.
            log.atDebug()
                    .addKeyValue("api", api)
                    .addKeyValue("cause", e.getClass().getSimpleName())
                    .log("No answer from WeCom");
            throw new NoAnswer(api, e);
        } catch (JsonParseException | NullPointerException | NumberFormatException | IllegalStateException e) {
            // What WxJava runs into when the answer is empty or no JSON object.
            throw new WeComFailure(Kind.MALFORMED, api, 0, null, null);
        }
    }

    private static boolean mayWorkAtOnce(WeComFailure failure, boolean write) {
        if (failure instanceof NoAnswer none) {
            return none.neverSent || (!none.timedOut && !write);
        }
        return failure.code() == FailureKinds.SYSTEM_BUSY && !write;
    }

    private static void pause(Duration time, WeComFailure failure) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    /** Nothing came back. */
    private static final class NoAnswer extends WeComFailure {

        private static final long serialVersionUID = 1L;

        private final boolean neverSent;
        private final boolean timedOut;

        NoAnswer(String api, IOException cause) {
            super(Kind.UNREACHABLE, api, 0, null, null);
            this.neverSent = cause instanceof HttpHostConnectException;
            this.timedOut = cause instanceof InterruptedIOException;
        }
    }
}

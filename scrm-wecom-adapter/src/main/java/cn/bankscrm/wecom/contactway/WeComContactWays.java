package cn.bankscrm.wecom.contactway;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.contactway.ContactWayPublishing;
import cn.bankscrm.engagement.contactway.WayFailure;
import cn.bankscrm.engagement.contactway.WayTrouble;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Contact ways by WeCom's API: QR codes for several members that let a customer in without the member's consent.
 *
 * <p>Source: developer.work.weixin.qq.com, page 92228 (客户联系「联系我」管理), as read 2026-07.
 */
@Component
class WeComContactWays implements ContactWayPublishing {

    /** What was made before is in no list. */
    private static final Instant LISTED_SINCE =
            LocalDate.of(2021, 7, 10).atStartOfDay().toInstant(ZoneOffset.UTC);

    private static final int LISTED = 1000;
    private static final int MOST_PAGES = 600;
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final int SEVERAL_MEMBERS = 2;
    private static final int QR_CODE = 2;

    private final WeComApi api;
    private final QrPictures pictures;
    private final Clock clock;

    WeComContactWays(WeComApi api, QrPictures pictures, Clock clock) {
        this.api = api;
        this.pictures = pictures;
        this.clock = clock;
    }

    @Override
    public Made add(String name, String state, List<WeComUserId> members) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", SEVERAL_MEMBERS);
        body.put("scene", QR_CODE);
        body.put("remark", name);
        body.put("skip_verify", true);
        body.put("state", state);
        body.put("user", values(members));
        return calling(
                true,
                () -> post(
                        "externalcontact/add_contact_way",
                        body,
                        Added.class,
                        answer -> new Made(
                                need(answer.configId(), "config_id"),
                                state,
                                name,
                                members,
                                URI.create(need(answer.qrCode(), "qr_code")))));
    }

    @Override
    public Optional<Made> find(String state, Instant since, Set<String> known) {
        return listed(since).stream()
                .filter(id -> !known.contains(id))
                .flatMap(id -> get(id).stream())
                .filter(made -> made.state().equals(state))
                .findFirst();
    }

    @Override
    public void change(String configId, String name, List<WeComUserId> members) {
        calling(
                false,
                () -> post(
                        "externalcontact/update_contact_way",
                        Map.of("config_id", configId, "remark", name, "user", values(members)),
                        Accepted.class,
                        answer -> true));
    }

    @Override
    public void remove(String configId) {
        try {
            calling(
                    false,
                    () -> post(
                            "externalcontact/del_contact_way",
                            Map.of("config_id", configId),
                            Accepted.class,
                            answer -> true));
        } catch (WayFailure failure) {
            if (failure.trouble() != WayTrouble.GONE) {
                throw failure;
            }
        }
    }

    @Override
    public Set<String> all() {
        return listed(LISTED_SINCE);
    }

    @Override
    public Optional<Made> get(String configId) {
        try {
            return Optional.of(calling(
                    false,
                    () -> post("externalcontact/get_contact_way", Map.of("config_id", configId), Got.class, answer -> {
                        ContactWay way = need(answer.contactWay(), "contact_way");
                        return new Made(
                                configId,
                                Objects.requireNonNullElse(way.state(), ""),
                                Objects.requireNonNullElse(way.remark(), ""),
                                Objects.requireNonNullElse(way.user(), List.<String>of()).stream()
                                        .map(WeComUserId::new)
                                        .toList(),
                                URI.create(Objects.requireNonNullElse(way.qrCode(), "")));
                    })));
        } catch (WayFailure failure) {
            if (failure.trouble() == WayTrouble.GONE) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public URI address(URI picture) {
        return pictures.read(picture);
    }

    private Set<String> listed(Instant since) {
        Set<String> ids = new LinkedHashSet<>();
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("start_time", since.getEpochSecond());
            body.put("end_time", clock.instant().plus(AHEAD).getEpochSecond());
            body.put("limit", LISTED);
            if (cursor != null) {
                body.put("cursor", cursor);
            }
            Listed listed = calling(
                    false, () -> post("externalcontact/list_contact_way", body, Listed.class, answer -> answer));
            Objects.requireNonNullElse(listed.contactWay(), List.<Item>of()).stream()
                    .map(Item::configId)
                    .filter(Objects::nonNull)
                    .forEach(ids::add);
            cursor = listed.nextCursor();
            if (cursor == null || cursor.isEmpty()) {
                return ids;
            }
        }
        throw WayFailure.refused(WayTrouble.REFUSED, 0);
    }

    private <A, T> T post(String path, Object body, Class<A> answer, Function<A, T> translation) {
        return api.post(WeComApp.CUSTOMER, path, body, answer, translation);
    }

    /** @param unrepeatable whether a call that arrived twice would do harm */
    private static <T> T calling(boolean unrepeatable, Supplier<T> call) {
        try {
            return call.get();
        } catch (WeComFailure failure) {
            throw switch (failure.kind()) {
                case RATE_LIMITED, TOKEN -> later(failure);
                case BUSY -> unrepeatable && failure.saysBusy() ? WayFailure.unknown(failure.code()) : later(failure);
                case UNREACHABLE, MALFORMED -> unrepeatable ? WayFailure.unknown(failure.code()) : later(failure);
                case NOT_VISIBLE, INVALID -> WayFailure.refused(failure.wayRefusal(), failure.code());
            };
        }
    }

    private static WayFailure later(WeComFailure failure) {
        return WayFailure.later(failure.code(), failure.retryAfter().orElse(null));
    }

    private static List<String> values(List<WeComUserId> members) {
        return members.stream().map(WeComUserId::value).toList();
    }

    private record Accepted(@Nullable Integer errcode) {}

    private record Added(
            @Nullable String configId, @Nullable String qrCode) {}

    private record Got(@Nullable ContactWay contactWay) {}

    private record ContactWay(
            @Nullable String remark,
            @Nullable String state,
            @Nullable String qrCode,
            @Nullable List<String> user) {}

    private record Listed(
            @Nullable List<Item> contactWay, @Nullable String nextCursor) {}

    private record Item(@Nullable String configId) {}
}

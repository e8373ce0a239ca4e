package cn.bankscrm.wecom.contact;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lists the customers of members who left and whom nobody has taken over yet; WeCom names them for a year.
 *
 * <p>Source: developer.work.weixin.qq.com, 离职继承 (get_unassigned_list), as read 2026-07.
 */
@Component
public class UnassignedLinks {

    private static final String API = "externalcontact/get_unassigned_list";
    private static final int PAGE = 50;

    private final WeComApi api;

    UnassignedLinks(WeComApi api) {
        this.api = api;
    }

    /** @param cursor empty for the first page */
    public Page page(String cursor) {
        Page page = api.post(
                WeComApp.CUSTOMER,
                API,
                new Request(cursor, PAGE),
                Answer.class,
                answer -> new Page(
                        need(answer.info(), "info").stream()
                                .map(row -> new Unassigned(
                                        new WeComUserId(need(row.handoverUserid(), "handover_userid")),
                                        new ExternalUserId(need(row.externalUserid(), "external_userid"))))
                                .toList(),
                        Objects.requireNonNullElse(answer.nextCursor(), "")));
        if (!cursor.isEmpty() && page.next().equals(cursor)) {
            throw new WeComFailure(WeComFailure.Kind.MALFORMED, API, 0, null, null);
        }
        return page;
    }

    /**
     * A page.
     *
     * @param next the cursor of the next page; empty where there is none
     */
    public record Page(List<Unassigned> links, String next) {}

    /** A friend link of a member who left. */
    public record Unassigned(WeComUserId member, ExternalUserId contact) {}

    private record Request(String cursor, int pageSize) {}

    record Answer(@Nullable List<Row> info, @Nullable String nextCursor) {}

    record Row(@Nullable String handoverUserid, @Nullable String externalUserid) {}
}

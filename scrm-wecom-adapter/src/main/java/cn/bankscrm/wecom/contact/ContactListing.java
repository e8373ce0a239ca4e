package cn.bankscrm.wecom.contact;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.core.contact.ContactProfile;
import cn.bankscrm.core.friendlink.LinkDetails;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Lists the friends of up to 100 members, page by page. */
@Component
public class ContactListing {

    /** No more members may be asked for at a time. */
    public static final int MOST_MEMBERS = 100;

    private static final String API = "externalcontact/batch/get_by_user";
    private static final int PAGE = 100;

    private final WeComApi api;

    ContactListing(WeComApi api) {
        this.api = api;
    }

    /**
     * Reads one page; nothing keeps a link from changing between two of them.
     *
     * @param cursor empty for the first page
     */
    public Page page(List<WeComUserId> members, String cursor) {
        try {
            Page page = api.post(
                    WeComApp.CUSTOMER,
                    API,
                    new Request(members.stream().map(WeComUserId::value).toList(), cursor, PAGE),
                    ContactAnswers.Many.class,
                    ContactListing::translated);
            if (!cursor.isEmpty() && page.next().equals(cursor)) {
                throw new WeComFailure(WeComFailure.Kind.MALFORMED, API, 0, null, null);
            }
            return page;
        } catch (WeComFailure failure) {
            if (failure.saysNoRelation()) {
                return new Page(List.of(), "", Set.of());
            }
            throw failure;
        }
    }

    private static Page translated(ContactAnswers.Many answer) {
        ContactAnswers.FailInfo failures = answer.failInfo();
        List<String> unlicensed = failures == null
                ? List.of()
                : Objects.requireNonNullElse(failures.unlicensedUseridList(), List.<String>of());
        return new Page(
                need(answer.externalContactList(), "external_contact_list").stream()
                        .map(ContactListing::translated)
                        .toList(),
                Objects.requireNonNullElse(answer.nextCursor(), ""),
                unlicensed.stream().map(WeComUserId::new).collect(Collectors.toUnmodifiableSet()));
    }

    private static Listed translated(ContactAnswers.Row row) {
        ContactAnswers.Follower follower = need(row.followInfo(), "follow_info");
        return new Listed(
                follower.member(),
                need(row.externalContact(), "external_contact").profile(),
                follower.details());
    }

    /**
     * A page.
     *
     * @param next the cursor of the next page; empty where there is none
     * @param unlicensed members whose friends WeCom does not show, for want of a licence
     */
    public record Page(List<Listed> links, String next, Set<WeComUserId> unlicensed) {}

    /** One link. */
    public record Listed(WeComUserId member, ContactProfile contact, LinkDetails details) {}

    private record Request(List<String> useridList, String cursor, int limit) {}
}

package cn.bankscrm.wecom.contact;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.core.contact.ContactProfile;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.LinkDetails;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.client.ContactDirectory;
import cn.bankscrm.wecom.client.ContactWithLinks;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads a contact by {@code externalcontact/get}, page by page where more than 500 members have it as a friend. */
@Component
class WeComContactDirectory implements ContactDirectory {

    private static final String API = "externalcontact/get";

    private final WeComApi api;

    WeComContactDirectory(WeComApi api) {
        this.api = api;
    }

    @Override
    public Optional<ContactWithLinks> contact(ExternalUserId contact) {
        Map<WeComUserId, LinkDetails> links = new HashMap<>();
        String cursor = "";
        while (true) {
            Page page;
            try {
                page = page(contact, cursor);
            } catch (WeComFailure failure) {
                if (failure.saysNoRelation()) {
                    return Optional.empty();
                }
                throw failure;
            }
            page.links().forEach((member, details) -> links.merge(member, details, WeComContactDirectory::newer));
            if (page.next().isEmpty() || page.next().equals(cursor)) {
                return links.isEmpty() ? Optional.empty() : Optional.of(new ContactWithLinks(page.profile(), links));
            }
            cursor = page.next();
        }
    }

    private Page page(ExternalUserId contact, String cursor) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("external_userid", contact.value());
        if (!cursor.isEmpty()) {
            parameters.put("cursor", cursor);
        }
        return api.get(WeComApp.CUSTOMER, API, parameters, ContactAnswers.One.class, answer -> {
            ContactProfile profile =
                    need(answer.externalContact(), "external_contact").profile();
            if (!profile.externalUserId().equals(contact)) {
                throw new IllegalArgumentException("The answer is about another contact");
            }
            Map<WeComUserId, LinkDetails> links = new HashMap<>();
            need(answer.followUser(), "follow_user")
                    .forEach(follower ->
                            links.merge(follower.member(), follower.details(), WeComContactDirectory::newer));
            return new Page(profile, links, Objects.requireNonNullElse(answer.nextCursor(), ""));
        });
    }

    private static LinkDetails newer(LinkDetails one, LinkDetails other) {
        return other.createdAt().isBefore(one.createdAt()) ? one : other;
    }

    private record Page(ContactProfile profile, Map<WeComUserId, LinkDetails> links, String next) {}
}

package cn.bankscrm.wecom.event;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.FriendLinkFact;
import cn.bankscrm.core.friendlink.LinkDetails;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.client.ContactWithLinks;
import cn.bankscrm.wecom.client.WeComFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Customers gained, changed and lost (客户变更).
 *
 * <p>An add is a fact by itself, at the event's own time; WeCom is asked for the rest. Its answer describes the moment
 * of the question: where the link was ended and begun anew since, that is another life, and both are recorded. A
 * deletion is recorded as told, without a question: WeCom would know nothing of it any more.
 */
final class ContactEvents {

    Effects effects(WeComEvent.ContactEvent event, Questions questions) {
        return switch (event) {
            case WeComEvent.ContactAdded added -> added(added, questions);
            case WeComEvent.ContactEdited edited -> described(edited.member(), edited.contact(), List.of(), questions);
            case WeComEvent.ContactLost lost ->
                Effects.of(new FriendLinkFact.Ended(lost.member(), lost.contact(), lost.at(), lost.by()));
            case WeComEvent.ContactHalfAdded half -> Effects.none();
            case WeComEvent.TransferFailed failed -> Effects.none();
            case WeComEvent.ArchivingApproved approved -> Effects.none();
        };
    }

    private static Effects added(WeComEvent.ContactAdded event, Questions questions) {
        FriendLinkFact added = new FriendLinkFact.Added(event.member(), event.contact(), event.at());
        return described(event.member(), event.contact(), List.of(added), questions);
    }

    private static Effects described(
            WeComUserId member, ExternalUserId contact, List<FriendLinkFact> told, Questions questions) {
        Optional<ContactWithLinks> answer = visible(contact, questions);
        List<FriendLinkFact> facts = new ArrayList<>(told);
        answer.map(a -> a.links().get(member)).ifPresent(details -> facts.add(seen(member, contact, details)));
        return new Effects(
                facts,
                facts.isEmpty()
                        ? List.of()
                        : answer.map(ContactWithLinks::profile).stream().toList());
    }

    /** What the platform may not look at counts as unknown: the event told enough to go on. */
    private static Optional<ContactWithLinks> visible(ExternalUserId contact, Questions questions) {
        try {
            return questions.contact(contact);
        } catch (WeComFailure e) {
            if (e.kind() == WeComFailure.Kind.NOT_VISIBLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static FriendLinkFact seen(WeComUserId member, ExternalUserId contact, LinkDetails details) {
        return new FriendLinkFact.Seen(member, contact, details);
    }
}

package cn.bankscrm.wecom.event;

import cn.bankscrm.core.contact.ContactProfile;
import cn.bankscrm.core.friendlink.FriendLinkFact;
import java.util.List;

/**
 * What an event changes in the platform, as facts that are ready to be recorded: no more questions, no network.
 *
 * @param profiles of contacts that one of the facts is about
 */
public record Effects(List<FriendLinkFact> facts, List<ContactProfile> profiles) {

    private static final Effects NONE = new Effects(List.of(), List.of());

    public Effects {
        facts = List.copyOf(facts);
        profiles = List.copyOf(profiles);
    }

    public static Effects none() {
        return NONE;
    }

    static Effects of(FriendLinkFact fact) {
        return new Effects(List.of(fact), List.of());
    }
}

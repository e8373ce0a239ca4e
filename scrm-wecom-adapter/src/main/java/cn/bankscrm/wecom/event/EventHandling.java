package cn.bankscrm.wecom.event;

import cn.bankscrm.compliance.archive.ArchiveBell;
import cn.bankscrm.core.contact.ContactProfile;
import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.FriendLinkFact;
import cn.bankscrm.core.friendlink.RecordingFriendLinks;
import cn.bankscrm.wecom.client.ContactDirectory;
import cn.bankscrm.wecom.client.DirectoryRefresh;
import cn.bankscrm.wecom.client.TagRefresh;
import cn.bankscrm.wecom.client.WeComFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is done about WeCom's events, in two steps: ask outside any transaction, then apply many at once inside one. */
@Component
public class EventHandling {

    private final ContactDirectory contactDirectory;
    private final ContactEvents contacts = new ContactEvents();
    private final DirectoryEvents directory;
    private final RecordingFriendLinks links;
    private final ContactRegister register;
    private final ObjectProvider<ArchiveBell> archive;

    EventHandling(
            ContactDirectory contactDirectory,
            DirectoryRefresh directory,
            TagRefresh tags,
            RecordingFriendLinks links,
            ContactRegister register,
            ObjectProvider<ArchiveBell> archive) {
        this.contactDirectory = contactDirectory;
        this.directory = new DirectoryEvents(directory, tags);
        this.links = links;
        this.register = register;
        this.archive = archive;
    }

    /** The questions of a new batch. */
    public Questions questions() {
        return new Questions(contactDirectory);
    }

    /**
     * Asks WeCom for what the event lacks.
     *
     * @throws WeComFailure when WeCom gave no usable answer
     */
    public Effects prepare(WeComEvent event, Questions questions) {
        switch (event) {
            case WeComEvent.ContactEvent contact -> {
                return contacts.effects(contact, questions);
            }
            case WeComEvent.TagsChanged changed -> directory.tagsChanged(questions);
            case WeComEvent.MemberChanged changed -> directory.memberChanged(changed.member(), questions);
            case WeComEvent.MemberRenamed renamed -> directory.memberRenamed(renamed);
            case WeComEvent.MemberDeleted deleted -> directory.memberDeleted(deleted.member());
            case WeComEvent.DepartmentChanged changed -> directory.departmentChanged(changed.department(), questions);
            case WeComEvent.DepartmentDeleted deleted -> directory.departmentDeleted(deleted.department());
            case WeComEvent.ArchiveGrew grew -> archive.ifAvailable(ArchiveBell::ring);
            case WeComEvent.Noted noted -> {
                // stays in the inbox for whoever comes to need it
            }
        }
        return Effects.none();
    }

    /** Records the effects of a batch, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(Collection<Effects> batch) {
        List<FriendLinkFact> facts = new ArrayList<>();
        Map<ExternalUserId, ContactProfile> profiles = new LinkedHashMap<>();
        for (Effects effects : batch) {
            facts.addAll(effects.facts());
            effects.profiles().forEach(profile -> profiles.put(profile.externalUserId(), profile));
        }
        // Links first: that locks every contact concerned, in an order all transactions keep to.
        links.record(facts);
        register.describe(profiles.values());
    }
}

package cn.bankscrm.core.tag;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Changes tags where they are kept, and reads back what stands there. Nothing here may be called inside a transaction.
 * Every method throws {@link TagPublishingFailure}.
 */
public interface TagPublishing {

    /** Reads all tags anew into the register. */
    void refresh();

    /**
     * Makes tags in a group that there is.
     *
     * @param names none of which the group has
     */
    void add(String groupWeComId, List<String> names);

    /** Makes a group with its first tags. Where there is a group of that name, the tags go into it. */
    void addGroup(String groupName, List<String> names);

    /** @param name empty to leave it as it is */
    void edit(String weComId, Optional<String> name, Optional<Long> order);

    /** Deletes tags with all marks on friends; a group without tags goes, too. */
    void deleteTags(List<String> weComIds);

    /** Deletes a group with its tags. */
    void deleteGroup(String weComId);

    /** Puts tags on a member's friend and takes others off; the tags that are not named stay as they are. */
    void mark(WeComUserId member, ExternalUserId contact, Set<String> add, Set<String> remove);

    /** Reads a contact anew, so that the tags of all its links are what stands. */
    void reread(ExternalUserId contact);

    /** Whether the member is known to have edited the friend in the client at or after this moment. */
    boolean editedSince(WeComUserId member, ExternalUserId contact, Instant moment);
}

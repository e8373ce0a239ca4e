package cn.bankscrm.simulator.callback;

import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.world.FriendLink;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the events of {@code change_external_contact}, {@code change_external_tag} and {@code change_contact}. */
public final class Events {
    private static final String CONTACT = "change_external_contact";
    private static final String TAG = "change_external_tag";
    private static final String DIRECTORY = "change_contact";
    private static final String ARCHIVE = "msgaudit_notify";
    private static final int ARCHIVE_AGENT = 2_000_004;

    private final String corpId;

    public Events(String corpId) {
        this.corpId = corpId;
    }

    /** The code is the same whenever the event is told again. */
    public static String welcomeCode(FriendLink link) {
        return welcomeCode(link.userid(), link.externalUserid(), link.createtime());
    }

    /** The code of somebody who asked to be added in that second. */
    public static String welcomeCode(String userid, String externalUserid, long second) {
        return "WC" + CallbackCipher.sha256(userid + externalUserid + second).substring(0, 24);
    }

    public Event added(FriendLink link, boolean withWelcomeCode) {
        Instant at = Instant.ofEpochSecond(link.createtime());
        EventXml xml = relation("add_external_contact", link, at)
                .optional("State", link.state())
                .optional("WelcomeCode", withWelcomeCode ? welcomeCode(link) : "");
        return event("add_external_contact", link.userid(), link.externalUserid(), at, xml);
    }

    /** The customer asked to be added and the member has not accepted yet; there is no link so far. */
    public Event askedToAdd(String userid, String externalUserid, String state, Instant at) {
        EventXml xml = new EventXml(corpId, at, CONTACT, "add_half_external_contact")
                .text("UserID", userid)
                .text("ExternalUserID", externalUserid)
                .optional("State", state)
                .text("WelcomeCode", welcomeCode(userid, externalUserid, at.getEpochSecond()));
        return event("add_half_external_contact", userid, externalUserid, at, xml);
    }

    /** The link's end, by whichever side ended it. */
    public Event ended(FriendLink link, FriendLink.Ending ending) {
        Instant at = Instant.ofEpochSecond(ending.at());
        return switch (ending.by()) {
            case STAFF -> plain("del_external_contact", link, at);
            case CUSTOMER -> plain("del_follow_user", link, at);
        };
    }

    public Event endedByTransfer(FriendLink link, Instant at) {
        EventXml xml = relation("del_external_contact", link, at).text("Source", "DELETE_BY_TRANSFER");
        return event("del_external_contact", link.userid(), link.externalUserid(), at, xml);
    }

    public Event edited(FriendLink link, Instant at) {
        return plain("edit_external_contact", link, at);
    }

    /** A transfer failed: {@code customer_refused} or {@code customer_limit_exceed}. */
    public Event transferFailed(String taker, String externalUserid, String reason, Instant at) {
        EventXml xml = new EventXml(corpId, at, CONTACT, "transfer_fail")
                .text("FailReason", reason)
                .text("UserID", taker)
                .text("ExternalUserID", externalUserid);
        return event("transfer_fail", taker, externalUserid, at, xml);
    }

    /** A tag or a {@code tag_group} came ({@code create}), changed ({@code update}) or went ({@code delete}). */
    public Event tagChanged(String change, String kind, String id, Instant at) {
        EventXml xml = new EventXml(corpId, at, TAG, change).text("Id", id).text("TagType", kind);
        return new Event(Event.CUSTOMER_APP, TAG, change, "", "", at, xml.end());
    }

    /** A group's tags were put into another order; with an empty id, the groups themselves. */
    public Event tagsShuffled(String groupId, Instant at) {
        EventXml xml = new EventXml(corpId, at, TAG, "shuffle").text("Id", groupId);
        return new Event(Event.CUSTOMER_APP, TAG, "shuffle", "", "", at, xml.end());
    }

    /** One of {@code create_user}, {@code update_user}, {@code delete_user}. */
    public Event memberChanged(String change, Member member, Instant at) {
        EventXml xml = new EventXml(corpId, at, DIRECTORY, change).text("UserID", member.userid());
        if (!change.equals("delete_user")) {
            xml.text("Department", joined(member.department()));
        }
        return new Event(Event.CONTACT_APP, DIRECTORY, change, member.userid(), "", at, xml.end());
    }

    /** One of {@code create_party}, {@code update_party}, {@code delete_party}. */
    public Event departmentChanged(String change, Department department, Instant at) {
        EventXml xml = new EventXml(corpId, at, DIRECTORY, change).number("Id", department.id());
        if (!change.equals("delete_party")) {
            xml.number("ParentId", department.parentid());
        }
        return new Event(Event.CONTACT_APP, DIRECTORY, change, "", "", at, xml.end());
    }

    /** There are new records in the archive; which, it does not say. */
    public Event archiveGrew(Instant at) {
        EventXml xml = new EventXml(corpId, at, ARCHIVE, "").number("AgentID", ARCHIVE_AGENT);
        return new Event(Event.ARCHIVE_APP, ARCHIVE, "", "", "", at, xml.end());
    }

    private Event plain(String changeType, FriendLink link, Instant at) {
        return event(changeType, link.userid(), link.externalUserid(), at, relation(changeType, link, at));
    }

    private EventXml relation(String changeType, FriendLink link, Instant at) {
        return new EventXml(corpId, at, CONTACT, changeType)
                .text("UserID", link.userid())
                .text("ExternalUserID", link.externalUserid());
    }

    private static Event event(String changeType, String userid, String externalUserid, Instant at, EventXml xml) {
        return new Event(Event.CUSTOMER_APP, CONTACT, changeType, userid, externalUserid, at, xml.end());
    }

    private static String joined(List<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}

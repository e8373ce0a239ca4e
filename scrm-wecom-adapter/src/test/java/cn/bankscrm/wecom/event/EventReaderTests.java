package cn.bankscrm.wecom.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.EndedBy;
import cn.bankscrm.core.staff.WeComUserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTests {

    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);

    @ParameterizedTest
    @CsvSource(textBlock = """
            change_external_contact | add_external_contact      | ContactAdded
            change_external_contact | add_half_external_contact | ContactHalfAdded
            change_external_contact | edit_external_contact     | ContactEdited
            change_external_contact | del_external_contact      | ContactLost
            change_external_contact | del_follow_user           | ContactLost
            change_external_contact | transfer_fail             | TransferFailed
            change_external_contact | msg_audit_approved        | ArchivingApproved
            change_external_contact | something_new             | Noted
            change_external_tag     | create                    | TagsChanged
            change_external_tag     | update                    | TagsChanged
            change_external_tag     | delete                    | TagsChanged
            change_external_tag     | shuffle                   | TagsChanged
            change_external_tag     | something_new             | Noted
            change_contact          | create_user               | MemberChanged
            change_contact          | update_user               | MemberChanged
            change_contact          | delete_user               | MemberDeleted
            change_contact          | create_party              | DepartmentChanged
            change_contact          | update_party              | DepartmentChanged
            change_contact          | delete_party              | DepartmentDeleted
            change_contact          | update_tag                | Noted
            change_external_chat    | update                    | Noted
            msgaudit_notify         |                           | ArchiveGrew
            """, delimiter = '|')
    void knowsEachEvent(String event, String change, String type) {
        String fields = "<UserID>ZhangSan</UserID><ExternalUserID>wmA</ExternalUserID><Id>7</Id>";

        assertThat(EventReader.read(event(event, change == null ? "" : change, fields))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(type);
    }

    @Test
    void tellsWhoEndedAFriendship() {
        assertThat(lost("del_external_contact", "")).isEqualTo(EndedBy.STAFF);
        assertThat(lost("del_external_contact", "<Source></Source>")).isEqualTo(EndedBy.STAFF);
        assertThat(lost("del_external_contact", "<Source>DELETE_BY_TRANSFER</Source>"))
                .isEqualTo(EndedBy.TRANSFER);
        assertThat(lost("del_follow_user", "")).isEqualTo(EndedBy.CUSTOMER);
    }

    @Test
    void takesTheTimeOfWeCom() {
        assertThat(EventReader.read(event(
                        "change_external_contact",
                        "add_external_contact",
                        "<UserID>zhangsan</UserID><ExternalUserID>wmA</ExternalUserID>")))
                .isEqualTo(new WeComEvent.ContactAdded(new WeComUserId("zhangsan"), new ExternalUserId("wmA"), AT));
    }

    @Test
    void seesThatAUserIdWasChanged() {
        assertThat(EventReader.read(
                        event("change_contact", "update_user", "<UserID>old</UserID><NewUserID>new</NewUserID>")))
                .isEqualTo(new WeComEvent.MemberRenamed(new WeComUserId("old"), new WeComUserId("new")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            change_external_contact | edit_external_contact | <UserID>ZhangSan</UserID><ExternalUserID>wmA</ExternalUserID> | link:zhangsan:wmA
            change_contact          | update_user           | <UserID>ZhangSan</UserID>                                     | user:zhangsan
            change_contact          | delete_party          | <Id>7</Id>                                                    | party:7
            change_external_tag     | shuffle               | <Id>et1</Id>                                                  | tag
            change_external_chat    | dismiss               | <ChatId>wr1</ChatId>                                          | app:customer:change_external_chat/dismiss
            change_external_contact | edit_external_contact | <UserID>zhangsan</UserID>                                     | app:customer:change_external_contact/edit_external_contact
            """, delimiter = '|')
    void keepsInOrderWhatBelongsTogether(String event, String change, String fields, String relation) {
        assertThat(EventReader.relation("customer", event(event, change, fields)))
                .isEqualTo(relation);
    }

    @Test
    void makesNoKeyOfWhatIsTooLongToBeOne() {
        String tooLong = "x".repeat(5_000);
        EventFields fields = event("change_contact", tooLong, "<UserID>" + tooLong + "</UserID>");

        assertThat(EventReader.relation("contact", fields)).hasSizeLessThan(150);
        assertThat(EventReader.name(fields)).hasSizeLessThan(150);
    }

    @Test
    void namesMessagesByTheirType() {
        assertThat(EventReader.name(read("<xml><MsgType>text</MsgType><CreateTime>1</CreateTime></xml>")))
                .isEqualTo("message/text");
        assertThat(EventReader.name(read("<xml/>"))).isEqualTo("unnamed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "-1", "1451606399", "4102444800", "99999999999999999999", "1700000000.5"})
    void refusesATimeThatCannotBe(String time) {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> EventReader.time(read("<xml><CreateTime>" + time + "</CreateTime></xml>")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1_451_606_400L, 1_700_000_000L, 4_102_444_799L})
    void takesAnyOtherTime(long time) {
        assertThat(EventReader.time(read("<xml><CreateTime>" + time + "</CreateTime></xml>")))
                .isEqualTo(Instant.ofEpochSecond(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<UserID>zhangsan</UserID>",
                "<UserID>zhang san</UserID><ExternalUserID>wmA</ExternalUserID>",
                "<UserID>zhangsan</UserID><ExternalUserID>中文</ExternalUserID>"
            })
    void refusesAContactEventWithoutItsTwoSides(String fields) {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> EventReader.read(event("change_external_contact", "del_follow_user", fields)))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("zhang", "中文"));
    }

    private static EndedBy lost(String change, String more) {
        WeComEvent event = EventReader.read(event(
                "change_external_contact",
                change,
                "<UserID>zhangsan</UserID><ExternalUserID>wmA</ExternalUserID>" + more));
        assertThat(event).isInstanceOf(WeComEvent.ContactLost.class);
        return ((WeComEvent.ContactLost) event).by();
    }

    private static EventFields event(String event, String change, String fields) {
        return read("<xml><CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>" + event
                + "</Event><ChangeType>" + change + "</ChangeType>" + fields + "</xml>");
    }

    private static EventFields read(String xml) {
        return EventFields.read(xml.getBytes(StandardCharsets.UTF_8));
    }
}

package cn.bankscrm.simulator;

import cn.bankscrm.simulator.data.BehaviourDay;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.FriendRecord;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.WeComData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A corp of three departments, three members and as many customers of u1 as a test wants. */
final class SmallCorp {
    static final long BEGIN = Instant.parse("2026-10-01T00:00:00Z").getEpochSecond();

    private SmallCorp() {}

    static WeComData withFriends(int count) {
        List<Contact> contacts = new ArrayList<>();
        List<FriendRecord> friends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            contacts.add(Contact.weChatUser("wm" + i, "客户" + i, i % 3, "o" + i));
            friends.add(link("u1", "wm" + i, BEGIN + i, null, null));
        }
        return with(contacts, friends);
    }

    static WeComData with(List<Contact> contacts, List<FriendRecord> friends) {
        return new WeComData(
                List.of(
                        new Department(1, "示例银行总行", 0, 3, "0000"),
                        new Department(2, "湖南分行", 1, 2, "0100"),
                        new Department(3, "湖南第1支行", 2, 1, "0101")),
                List.of(
                        new Member("u1", "李一", List.of(3L), "客户经理", 1, null),
                        new Member("U2", "王二", List.of(3L, 2L), "柜员", 1, null),
                        new Member("u3", "张三", List.of(2L), "客户经理", 5, null)),
                contacts,
                friends,
                () -> List.of(
                        new BehaviourDay("u1", 1790784000, 2, 10, 90.0, 5, 0, 1, 1),
                        new BehaviourDay("U2", 1790784000, 0, 0, null, null, 1, 2, 0)));
    }

    static FriendRecord link(
            String userid, String externalUserid, long begin, @Nullable Long end, @Nullable String by) {
        return new FriendRecord(userid, externalUserid, begin, 1, "qr-1", end, by);
    }
}

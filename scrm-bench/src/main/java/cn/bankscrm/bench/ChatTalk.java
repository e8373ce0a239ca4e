package cn.bankscrm.bench;

import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.WeComData;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What members and customers of a small corp say to each other, message after message; the same in every run. */
final class ChatTalk {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CHARACTERS = "您好请问这款理财产品的收益风险期限购买赎回客户经理网点明天下午可以过来办理吗谢谢存款利率本金保险基金";
    private static final int STAFF = 50;
    private static final int CUSTOMERS = 2_000;

    private final Random random = new Random(7);
    private long said;

    static WeComData corp() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < STAFF; i++) {
            members.add(new Member("staff" + i, "员工" + i, List.of(1L), "客户经理", 1, null));
        }
        return new WeComData(List.of(new Department(1, "总行", 0, 1, "0000")), members, List.of(), List.of(), List::of);
    }

    /** How many messages there were. */
    long said() {
        return said;
    }

    ObjectNode next() {
        return next(random.nextBoolean(), text());
    }

    /** A member says this. */
    ObjectNode staff(String text) {
        return next(true, text);
    }

    private ObjectNode next(boolean fromStaff, String text) {
        long number = ++said;
        String staff = "staff" + random.nextInt(STAFF);
        String customer = "wmBench" + random.nextInt(CUSTOMERS);
        ObjectNode json = JSON.createObjectNode()
                .put("msgid", "b" + number + "_external")
                .put("action", "send")
                .put("from", fromStaff ? staff : customer);
        json.putArray("tolist").add(fromStaff ? customer : staff);
        json.put("roomid", "").put("msgtime", System.currentTimeMillis()).put("msgtype", "text");
        json.putObject("text").put("content", text);
        return json;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = 8 + random.nextInt(50);
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}

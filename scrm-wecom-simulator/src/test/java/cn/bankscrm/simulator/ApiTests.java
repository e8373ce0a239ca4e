package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.simulator.api.Limits;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.FriendRecord;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.WeComData;
import cn.bankscrm.simulator.fault.FaultKind;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiTests {
    private final WeComSimulator simulator = WeComSimulator.builder()
            .data(SmallCorp.withFriends(230))
            .clockAtEnd()
            .limits(new Limits(1000, 5000, 2, 3, 30))
            .start();
    private final Client client = new Client(simulator);

    @BeforeEach
    void signIn() throws Exception {
        client.signedIn();
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private static int code(JsonNode answer) {
        return answer.path("errcode").asInt();
    }

    @Test
    void refusesInWeComsOwnShape() throws Exception {
        HttpResponse<String> answer = client.raw("/cgi-bin/user/get?userid=nobody&access_token=" + client.token());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"errcode\":60111,\"errmsg\":\"userid not found, hint: [")
                .contains("], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=60111");
    }

    @Test
    void warnsOfBrokenJson() throws Exception {
        assertThat(client.post("externalcontact/batch/get_by_user", "{\"userid_list\":[")
                        .path("errmsg")
                        .asString())
                .contains("Warning: wrong json format. ");
    }

    @Test
    void takesASloppyQuery() throws Exception {
        assertThat(code(client.getJson("/cgi-bin/user/list?department_id=3&access_token=" + client.token()
                        + "&&fetch_child=1&status=0")))
                .isZero();
        assertThat(code(client.getJson("/cgi-bin/department/list?&access_token=" + client.token())))
                .isZero();
    }

    @Test
    void showsTheDirectory() throws Exception {
        assertThat(client.get("department/list").path("department")).hasSize(3);
        assertThat(client.get("department/list?id=2").path("department")).hasSize(2);
        assertThat(client.get("department/simplelist").path("department_id")).hasSize(3);
        assertThat(client.get("department/get?id=2")
                        .path("department")
                        .path("name")
                        .asString())
                .isEqualTo("湖南分行");
        assertThat(code(client.get("department/get?id=99"))).isEqualTo(60123);
        assertThat(client.get("user/list?department_id=3").path("userlist")).hasSize(2);
        assertThat(client.get("user/list?department_id=1&fetch_child=1").path("userlist"))
                .isEmpty();
        assertThat(client.get("user/simplelist?department_id=2").path("userlist"))
                .hasSize(2);
    }

    @Test
    void findsAMemberWhateverTheCase() throws Exception {
        JsonNode member = client.get("user/get?userid=u2");

        assertThat(member.path("userid").asString()).isEqualTo("U2");
        assertThat(member.path("main_department").asInt()).isEqualTo(3);
        assertThat(member.path("department")).hasSize(2);
        assertThat(member.has("mobile")).isFalse();
    }

    @Test
    void pagesMemberIds() throws Exception {
        JsonNode first = client.post("user/list_id", "{\"limit\":3}");
        assertThat(first.path("dept_user")).hasSize(3);
        JsonNode second = client.post(
                "user/list_id",
                "{\"limit\":3,\"cursor\":\"" + first.path("next_cursor").asString() + "\"}");
        assertThat(second.path("dept_user")).hasSize(1);
        assertThat(second.path("next_cursor").asString()).isEmpty();
        assertThat(code(client.post("user/list_id", "{\"cursor\":\"xx\"}"))).isEqualTo(50100);
    }

    @Test
    void pagesCustomersOfSeveralMembersWithoutGapsWhileTheyChange() throws Exception {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = client.post(
                    "externalcontact/batch/get_by_user",
                    "{\"userid_list\":[\"U1\",\"u2\"],\"limit\":1000,\"cursor\":\"" + cursor + "\"}");
            page.path("external_contact_list")
                    .forEach(row -> seen.add(
                            row.path("external_contact").path("external_userid").asString()));
            cursor = page.path("next_cursor").asString();
            if (pages++ == 0) {
                simulator.acts().memberDeletes("u1", "wm3");
            }
        } while (!cursor.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(230).doesNotHaveDuplicates();
        assertThat(code(client.post("externalcontact/batch/get_by_user", "{\"userid_list\":[\"u2\"]}")))
                .isEqualTo(84061);
        assertThat(client.post("externalcontact/batch/get_by_user", "{\"userid_list\":[\"u1\"]}")
                        .path("external_contact_list"))
                .hasSize(50);
    }

    @Test
    void pagesTheFollowersOfACustomerWhoHasMoreThan500() throws Exception {
        List<Member> members = new ArrayList<>();
        List<FriendRecord> friends = new ArrayList<>();
        for (int i = 0; i < 612; i++) {
            members.add(new Member("m" + i, "员工", List.of(1L), null, 1, null));
            friends.add(SmallCorp.link("m" + i, "wmX", SmallCorp.BEGIN + i, null, null));
        }
        WeComData data =
                new WeComData(List.of(), members, List.of(Contact.weChatUser("wmX", "名人", 1, "oX")), friends, List::of);
        try (WeComSimulator popular =
                        WeComSimulator.builder().data(data).clockAtEnd().start();
                Client caller = new Client(popular).signedIn()) {
            JsonNode first = caller.get("externalcontact/get?external_userid=wmX");
            assertThat(first.path("follow_user")).hasSize(500);
            JsonNode second = caller.get("externalcontact/get?external_userid=wmX&cursor="
                    + first.path("next_cursor").asString());
            assertThat(second.path("follow_user")).hasSize(112);
            assertThat(second.has("next_cursor")).isFalse();
        }
    }

    @Test
    void tellsACustomerWithHisFollowers() throws Exception {
        JsonNode answer = client.get("externalcontact/get?external_userid=wm7");

        assertThat(answer.path("external_contact").path("unionid").asString()).isEqualTo("o7");
        JsonNode follower = answer.path("follow_user").path(0);
        assertThat(follower.path("userid").asString()).isEqualTo("u1");
        assertThat(follower.path("createtime").asLong()).isEqualTo(SmallCorp.BEGIN + 7);
        assertThat(follower.path("oper_userid").asString()).isEqualTo("wm7");
        assertThat(follower.path("add_way").asInt()).isEqualTo(1);
        assertThat(code(client.get("externalcontact/get?external_userid=wmNobody")))
                .isEqualTo(40096);
        assertThat(code(client.get("externalcontact/get"))).isEqualTo(41035);
        assertThat(client.get("externalcontact/get_follow_user_list").path("follow_user"))
                .hasSize(2);
        assertThat(code(client.get("externalcontact/list?userid=u2"))).isEqualTo(84061);
        assertThat(code(client.get("externalcontact/list?userid=nobody"))).isEqualTo(60111);
    }

    @Test
    void keepsRemarks() throws Exception {
        String pair = "\"userid\":\"u1\",\"external_userid\":\"wm1\"";
        assertThat(code(client.post(
                        "externalcontact/remark",
                        "{" + pair + ",\"remark\":\"李总\",\"remark_mobiles\":[\"13800000001\"]}")))
                .isZero();
        assertThat(code(client.post("externalcontact/remark", "{" + pair + ",\"remark_mobiles\":[\"\"]}")))
                .isZero();
        JsonNode follower = client.get("externalcontact/get?external_userid=wm1")
                .path("follow_user")
                .path(0);
        assertThat(follower.path("remark").asString()).isEqualTo("李总");
        assertThat(follower.path("remark_mobiles")).isEmpty();
        assertThat(code(client.post("externalcontact/remark", "{" + pair + "}")))
                .isEqualTo(40058);
        assertThat(code(client.post("externalcontact/remark", "{" + pair + ",\"remark\":\"" + "长".repeat(21) + "\"}")))
                .isEqualTo(40058);
        assertThat(code(client.post(
                        "externalcontact/remark", "{\"userid\":\"u2\",\"external_userid\":\"wm1\",\"remark\":\"x\"}")))
                .isEqualTo(84061);
        assertThat(simulator.ledger().totals().callbacks()).isZero();
    }

    @Test
    void keepsTags() throws Exception {
        JsonNode made = client.post(
                        "externalcontact/add_corp_tag",
                        "{\"group_name\":\"资产\",\"tag\":[{\"name\":\"50万+\"},{\"name\":\"50万+\"},{\"name\":\"100万+\"}]}")
                .path("tag_group");
        assertThat(made.path("tag")).hasSize(2);
        String id = made.path("tag").path(0).path("id").asString();
        assertThat(code(client.post(
                        "externalcontact/add_corp_tag", "{\"group_name\":\"资产\",\"tag\":[{\"name\":\"50万+\"}]}")))
                .isEqualTo(40071);
        assertThat(code(client.post(
                        "externalcontact/mark_tag",
                        "{\"userid\":\"u1\",\"external_userid\":\"wm1\",\"add_tag\":[\"" + id + "\"]}")))
                .isZero();
        JsonNode tag = client.get("externalcontact/get?external_userid=wm1")
                .path("follow_user")
                .path(0)
                .path("tags")
                .path(0);
        assertThat(tag.path("tag_name").asString()).isEqualTo("50万+");
        assertThat(tag.path("group_name").asString()).isEqualTo("资产");
        assertThat(code(client.post(
                        "externalcontact/edit_corp_tag", "{\"id\":\"" + id + "\",\"name\":\"五十万\",\"order\":null}")))
                .isZero();
        String foreign = simulator.console().addTag("分行", "钻石").id();
        assertThat(code(client.post("externalcontact/del_corp_tag", "{\"tag_id\":[\"" + foreign + "\"]}")))
                .isEqualTo(60011);
        assertThat(code(client.post("externalcontact/del_corp_tag", "{\"tag_id\":[\"" + id + "\"]}")))
                .isZero();
        assertThat(client.post("externalcontact/get_corp_tag_list", "{}").path("tag_group"))
                .hasSize(2);
    }

    @Test
    void sumsTheStatisticsOfMembers() throws Exception {
        JsonNode days = client.post(
                        "externalcontact/get_user_behavior_data",
                        "{\"userid\":[\"u1\",\"u2\"],\"start_time\":1790790000,\"end_time\":1790790000}")
                .path("behavior_data");
        simulator.clock().advance(Duration.ofDays(1));
        JsonNode dayLater = client.post(
                        "externalcontact/get_user_behavior_data",
                        "{\"userid\":[\"u1\",\"u2\"],\"start_time\":1790790000,\"end_time\":1790790000}")
                .path("behavior_data");

        assertThat(days).isEmpty();
        assertThat(dayLater).hasSize(1);
        assertThat(dayLater.path(0).path("new_apply_cnt").asInt()).isEqualTo(3);
        assertThat(dayLater.path(0).path("reply_percentage").asDouble()).isEqualTo(90.0);
    }

    @Test
    void signsAMemberInOnceWithinFiveMinutes() throws Exception {
        String code = simulator.signInCode("u1");
        assertThat(client.get("auth/getuserinfo?code=" + code).path("userid").asString())
                .isEqualTo("u1");
        assertThat(code(client.get("auth/getuserinfo?code=" + code))).isEqualTo(40029);
        String late = simulator.signInCode("u1");
        simulator.clock().advance(Duration.ofMinutes(6));
        assertThat(code(client.get("auth/getuserinfo?code=" + late))).isEqualTo(40029);
    }

    @Test
    void refusesParallelWrites() throws Exception {
        assertThat(parallel(2, i -> "wm1")).contains(0, 45035);
        assertThat(parallel(5, i -> "wm" + i)).contains(0, 45033);
    }

    private List<Integer> parallel(int count, java.util.function.IntFunction<String> customer) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> writes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String body = "{\"userid\":\"u1\",\"external_userid\":\"" + customer.apply(i) + "\",\"remark\":\"r\"}";
                writes.add(() -> code(client.post("externalcontact/remark", body)));
            }
            List<Integer> codes = new ArrayList<>();
            for (Future<Integer> write : threads.invokeAll(writes)) {
                codes.add(write.get());
            }
            return codes;
        }
    }

    @Test
    void suffersTheFaultsOfCalls() throws Exception {
        String ask = "externalcontact/get?external_userid=wm1";
        simulator.setFault(FaultKind.SYSTEM_BUSY, 1);
        assertThat(code(client.get(ask))).isEqualTo(-1);
        simulator.clearFaults();
        simulator.setFault(FaultKind.UNKNOWN_CODE, 1);
        assertThat(code(client.get(ask))).isEqualTo(987_654);
        simulator.clearFaults();
        simulator.setFault(FaultKind.HTTP_500, 1);
        assertThat(client.raw("/cgi-bin/department/list?access_token=" + client.token())
                        .statusCode())
                .isEqualTo(500);
        simulator.clearFaults();
        simulator.setFault(FaultKind.EMPTY, 1);
        assertThat(client.raw("/cgi-bin/department/list?access_token=" + client.token())
                        .body())
                .isEmpty();
        simulator.clearFaults();
        simulator.setFault(FaultKind.MALFORMED, 1);
        assertThat(client.raw("/cgi-bin/department/list?access_token=" + client.token())
                        .body())
                .startsWith("{\"errcode\":0")
                .doesNotEndWith("}");
        simulator.clearFaults();
        simulator.setFault(FaultKind.SLOW, 1, Duration.ofMillis(80));
        client.get(ask);
        assertThat(simulator.ledger().calls(0, 100).getLast().millis()).isGreaterThanOrEqualTo(80);
        simulator.clearFaults();
        simulator.setFault(FaultKind.RATE_LIMIT, 1, Duration.ofSeconds(60));
        assertThat(code(client.get(ask))).isEqualTo(45009);
        simulator.clearFaults();
        assertThat(code(client.get(ask))).isEqualTo(45009);
        simulator.setFault(FaultKind.TOKEN_EXPIRED, 1);
        assertThat(code(client.get("department/list"))).isEqualTo(42001);
        simulator.clearFaults();
        assertThat(code(client.get("department/list"))).isEqualTo(42001);
        assertThat(code(client.signedIn().get("department/list"))).isZero();
    }

    @Test
    void countsCallsByPathAndCode() throws Exception {
        client.get("department/list");
        client.get("user/get?userid=nobody");

        assertThat(simulator.ledger().totals().calls().get("user/get")).satisfies(calls -> {
            assertThat(calls.count()).isEqualTo(1);
            assertThat(calls.errors()).containsEntry("60111", 1L);
        });
        assertThat(code(client.get("no/such/path"))).isEqualTo(48005);
    }
}

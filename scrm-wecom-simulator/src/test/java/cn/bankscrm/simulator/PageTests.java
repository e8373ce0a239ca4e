package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.http.QueryString;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PageTests {
    private final WeComSimulator simulator =
            WeComSimulator.builder().data(SmallCorp.withFriends(3)).clockAtEnd().start();
    private final Client client = new Client(simulator);

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** A callback enters the ledger when it was sent, which is a moment later. */
    private void awaitPage(String page, String state, String event) throws Exception {
        await().untilAsserted(() -> assertThat(client.raw(page).body()).contains(state, event));
    }

    @Test
    void scansAndDeletesByForm() throws Exception {
        String made = location(client.postRaw("/sim/page/new-customer", "member=U2&name=%E6%9D%8E%E5%A5%B3%E5%A3%AB"));
        String customer = QueryString.parse(URI.create(made).getRawQuery()).get("customer");
        String pair = QueryString.encode(Map.of("customer", String.valueOf(customer), "member", "U2"));
        assertThat(client.raw("/sim?" + pair).body()).contains("李女士").contains("不是好友");

        String scanned = location(client.postRaw("/sim/page/scan", pair));
        awaitPage(scanned, "已是好友", "add_external_contact");
        client.postRaw("/sim/page/remark", pair + "&remark=x");
        String deleted = location(client.postRaw("/sim/page/member-deletes", pair));
        awaitPage(deleted, "不是好友", "del_external_contact");
        assertThat(client.postRaw("/sim/page/member-deletes", pair).statusCode())
                .isEqualTo(400);
    }

    @Test
    void tagsAFriendAndTakesTheTagOffByForm() throws Exception {
        String pair = QueryString.encode(Map.of("customer", "wm1", "member", "u1"));
        String made = location(client.postRaw(
                "/sim/page/new-tag", pair + "&" + QueryString.encode(Map.of("group", "兴趣", "name", "基金"))));
        awaitPage(made, "aria-pressed=\"false\">基金", "企业标签有新增");
        String tag = simulator
                .world()
                .tags()
                .tagsOf(simulator.world().tags().groups().getFirst().id())
                .getFirst()
                .id();

        awaitPage(
                location(client.postRaw("/sim/page/tag", pair + "&tag=" + tag)),
                "aria-pressed=\"true\">✓ 基金",
                "edit_external_contact");
        client.postRaw("/sim/page/rename-tag", pair + "&tag=" + tag + "&" + QueryString.encode(Map.of("name", "股票")));
        assertThat(client.raw("/sim?" + pair).body()).contains("✓ 股票").doesNotContain("基金");
        client.postRaw("/sim/page/untag", pair + "&tag=" + tag);
        assertThat(client.raw("/sim?" + pair).body()).contains("aria-pressed=\"false\">股票");
        assertThat(client.postRaw("/sim/page/new-tag", "group=%20&name=x").statusCode())
                .isEqualTo(400);

        client.postRaw("/sim/page/delete-tag", pair + "&tag=" + tag);
        assertThat(client.raw("/sim?" + pair).body()).contains("还没有企业标签");
        assertThat(client.postRaw("/sim/page/delete-tag", "tag=" + tag).statusCode())
                .isEqualTo(400);
    }

    @Test
    void talksAsEitherAndTakesBackByForm() throws Exception {
        String pair = QueryString.encode(Map.of("customer", "wm1", "member", "u1"));
        assertThat(client.raw("/sim?" + pair).body()).contains("还没有说过话");
        String says = pair + "&by=member&kind=";
        awaitPage(
                location(client.postRaw(
                        "/sim/page/say", says + "text&" + QueryString.encode(Map.of("content", "保本<高收益>")))),
                "员工 · ",
                "保本&lt;高收益&gt;");
        client.postRaw("/sim/page/say", pair + "&by=customer&kind=redpacket");
        client.postRaw("/sim/page/say", says + "card&" + QueryString.encode(Map.of("content", "王经理")));
        List<JsonNode> said = simulator.chats().log().between("wm1", "u1", 10);
        assertThat(said)
                .extracting(message -> message.path("msgtype").asString())
                .containsExactly("text", "redpacket", "card");
        assertThat(said.get(1).path("from").asString()).isEqualTo("wm1");

        String first = said.getFirst().path("msgid").asString();
        client.postRaw("/sim/page/say", says + "revoke&" + QueryString.encode(Map.of("content", first)));
        assertThat(client.raw("/sim?" + pair).body()).contains("已撤回", "恭喜发财", "王经理");
        JsonNode recall = simulator.chats().log().between("u1", "wm1", 1).getFirst();
        assertThat(recall.path("action").asString()).isEqualTo("recall");
        assertThat(recall.path("revoke").path("pre_msgid").asString()).isEqualTo(first);

        assertThat(client.postRaw("/sim/page/say", says + "text&content=%20").statusCode())
                .isEqualTo(400);
        assertThat(client.postRaw("/sim/page/say", says + "poll&content=x").statusCode())
                .isEqualTo(400);
    }

    @Test
    void escapesWhatPeopleWrite() throws Exception {
        simulator.world().friends().meet(Contact.weChatUser("wmX", "<script>alert(1)</script>\"'&", 0, "oX"));

        String page =
                client.raw("/sim?customer=wmX&c=" + QueryString.encode("<b>\"")).body();

        assertThat(page)
                .doesNotContain("<script>")
                .doesNotContain("<b>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
    }

    @Test
    void setsFaultsByForm() throws Exception {
        assertThat(location(client.postRaw("/sim/page/fault", "kind=drop&percent=2&seconds=0")))
                .isEqualTo("/sim/switches");
        assertThat(client.getJson("/sim/faults")
                        .path("faults")
                        .path(0)
                        .path("share")
                        .asDouble())
                .isEqualTo(0.02);
        assertThat(client.raw("/sim/switches").body()).contains("value=\"2\"");
        client.postRaw("/sim/page/no-faults", "");
        assertThat(client.getJson("/sim/faults").path("faults")).isEmpty();
        assertThat(client.postRaw("/sim/page/fault", "kind=drop&percent=300").statusCode())
                .isEqualTo(400);
    }

    @Test
    void servesItsStyle() throws Exception {
        assertThat(client.raw("/sim/style.css")
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .startsWith("text/css");
        assertThat(client.raw("/sim").headers().firstValue("Content-Security-Policy"))
                .isPresent();
        assertThat(client.raw("/sim/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void sendsAMemberBackWithACode() throws Exception {
        String asked = "/wwlogin/sso/login?login_type=CorpApp&appid=" + simulator.corpId()
                + "&agentid=1&state=abc&redirect_uri=" + QueryString.encode("http://bank.example/in?x=1");
        assertThat(client.raw(asked).body()).contains("李一").contains("pick=u1").doesNotContain("张三");

        String back = location(client.raw(asked + "&pick=u1"));
        assertThat(back).startsWith("http://bank.example/in?x=1&code=").endsWith("&state=abc");
        String code = QueryString.parse(URI.create(back).getRawQuery()).get("code");
        client.signedIn();
        assertThat(client.get("auth/getuserinfo?code=" + code).path("userid").asString())
                .isEqualTo("u1");
        assertThat(client.raw("/wwlogin/sso/login?appid=other&redirect_uri=http://x")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.raw("/wwlogin/sso/login?appid=" + simulator.corpId() + "&redirect_uri=javascript:x")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void knowsMembersAndCustomersInsideTheClient() throws Exception {
        String asked = "/connect/oauth2/authorize?appid=" + simulator.corpId()
                + "&response_type=code&scope=snsapi_privateinfo&state=s&redirect_uri="
                + QueryString.encode("http://bank.example/h5");
        assertThat(client.raw(asked).body()).contains("pick_customer=wm1");
        client.signedIn();
        String customerCode = code(location(client.raw(asked + "&pick_customer=wm1")));
        assertThat(client.get("auth/getuserinfo?code=" + customerCode)
                        .path("external_userid")
                        .asString())
                .isEqualTo("wm1");
        String memberCode = code(location(client.raw(asked + "&pick=u1")));
        String ticket = client.get("auth/getuserinfo?code=" + memberCode)
                .path("user_ticket")
                .asString();
        assertThat(client.post("auth/getuserdetail", "{\"user_ticket\":\"" + ticket + "\"}")
                        .path("userid")
                        .asString())
                .isEqualTo("u1");
        assertThat(client.post("auth/getuserdetail", "{\"user_ticket\":\"x\"}")
                        .path("errcode")
                        .asInt())
                .isEqualTo(84015);
    }

    private static String code(String location) {
        return String.valueOf(
                QueryString.parse(URI.create(location).getRawQuery()).get("code"));
    }
}

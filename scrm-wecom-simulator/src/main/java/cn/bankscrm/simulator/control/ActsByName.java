package cn.bankscrm.simulator.control;

import cn.bankscrm.simulator.act.ConsoleActs;
import cn.bankscrm.simulator.act.FriendActs;
import cn.bankscrm.simulator.act.TouchActs;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.world.FriendLink;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The acts of customers, members and the administrator, asked for in JSON: {@code {"act": "scan", "userid": …,
 * "external_userid": …}}.
 */
public final class ActsByName {
    private final FriendActs acts;
    private final ConsoleActs console;
    private final TouchActs touches;

    public ActsByName(FriendActs acts, ConsoleActs console, TouchActs touches) {
        this.acts = acts;
        this.console = console;
        this.touches = touches;
    }

    Map<String, Object> perform(JsonNode body) {
        String userid = text(body, "userid");
        String externalUserid = text(body, "external_userid");
        String act = text(body, "act");
        return switch (act) {
            case "new_customer" ->
                met(acts.newCustomer(text(body, "name"), body.path("gender").asInt(0)));
            case "scan" -> begun(acts.scans(externalUserid, userid, text(body, "state")));
            case "scan_code" -> begun(acts.scansCode(externalUserid, text(body, "config_id")));
            case "ask" -> done(() -> acts.asks(externalUserid, userid, text(body, "state")));
            case "accept" -> begun(acts.accepts(userid, externalUserid));
            case "member_deletes" -> done(() -> acts.memberDeletes(userid, externalUserid));
            case "customer_deletes" -> done(() -> acts.customerDeletes(externalUserid, userid));
            case "remark" -> done(() -> acts.remarks(userid, externalUserid, text(body, "remark")));
            case "tag" -> done(() -> acts.tags(userid, externalUserid, text(body, "tag_id")));
            case "untag" -> done(() -> acts.untags(userid, externalUserid, text(body, "tag_id")));
            case "tell_tags" -> done(console::tellTags);
            case "transfer_fails" -> done(() -> acts.transferFails(userid, externalUserid, text(body, "reason")));
            case "confirm_send" -> done(() -> touches.confirms(userid, text(body, "msgid")));
            case "publish_moment" -> done(() -> touches.publishes(userid, text(body, "moment_id")));
            case "like_moment" -> done(() -> touches.reacts(externalUserid, userid, text(body, "moment_id"), false));
            case "comment_moment" -> done(() -> touches.reacts(externalUserid, userid, text(body, "moment_id"), true));
            case "open_link" -> Map.of("status", touches.opens(text(body, "url")));
            default -> throw new BadRequest("unknown act: " + act);
        };
    }

    private static Map<String, Object> met(Contact contact) {
        return Map.of("external_userid", contact.externalUserid());
    }

    private static Map<String, Object> begun(FriendLink link) {
        return Map.of(
                "userid", link.userid(), "external_userid", link.externalUserid(), "createtime", link.createtime());
    }

    private static Map<String, Object> done(Runnable act) {
        act.run();
        return Map.of("done", true);
    }

    private static String text(JsonNode body, String name) {
        return body.path(name).asString("");
    }
}

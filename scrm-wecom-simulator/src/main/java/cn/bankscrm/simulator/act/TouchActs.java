package cn.bankscrm.simulator.act;

import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.world.CustomerMoments.Moment;
import cn.bankscrm.simulator.world.CustomerMoments.Published;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.simulator.world.MassSends.MassSend;
import cn.bankscrm.simulator.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What members and customers do with what the corp drafted: confirm, publish, open, like, comment. */
public final class TouchActs {
    /** How a phone's WeChat names itself. */
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.53 NetType/WIFI Language/zh_CN";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final World world;

    public TouchActs(World world) {
        this.world = world;
    }

    /** The member confirms a mass send: it goes to the customers. */
    public MassSend confirms(String userid, String msgid) {
        MassSend send = world.massSends()
                .find(msgid)
                .filter(one -> one.sender().equalsIgnoreCase(userid))
                .orElseThrow(() -> new BadRequest("这位员工没有这条群发"));
        if (send.cancelled()) {
            throw new BadRequest("这条群发已被企业取消");
        }
        if (send.confirmedAt() != null) {
            throw new BadRequest("这条群发已经确认过");
        }
        return world.massSends()
                .confirm(
                        send,
                        customer ->
                                world.friends().between(send.sender(), customer).isPresent());
    }

    /** The member publishes a moment to all customers whom they have as friends now. */
    public void publishes(String userid, String momentId) {
        Moment moment = moment(momentId);
        if (!moment.isFor(userid)) {
            throw new BadRequest("这条朋友圈不是发给这位员工的");
        }
        if (moment.cancelled()) {
            throw new BadRequest("这条朋友圈已被企业取消");
        }
        if (moment.by(userid).isPresent()) {
            throw new BadRequest("这条朋友圈已经发表过");
        }
        world.moments()
                .publish(
                        moment,
                        userid,
                        world.friends().ofMember(userid).stream()
                                .map(FriendLink::externalUserid)
                                .distinct()
                                .toList());
    }

    /** A customer who sees a member's moment likes it, or comments on it. */
    public void reacts(String externalUserid, String userid, String momentId, boolean comment) {
        Moment moment = moment(momentId);
        Published published = moment.by(userid).orElseThrow(() -> new BadRequest("这条朋友圈还没有发表"));
        if (!published.customers().contains(externalUserid)) {
            throw new BadRequest("这位客户看不到这条朋友圈");
        }
        world.moments().react(moment, userid, externalUserid, comment);
    }

    /** A customer opens a link. @return the status of HTTP */
    public int opens(String url) {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(PATIENCE)
                    .header("User-Agent", PHONE)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new BadRequest("这不是网址");
        }
        try (HttpClient phone = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            return phone.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new BadRequest("链接打不开");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadRequest("链接打不开");
        }
    }

    private Moment moment(String momentId) {
        return world.moments().find(momentId).orElseThrow(() -> new BadRequest("没有这条朋友圈"));
    }
}

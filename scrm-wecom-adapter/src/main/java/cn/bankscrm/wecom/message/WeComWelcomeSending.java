package cn.bankscrm.wecom.message;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.engagement.touch.LinkCard;
import cn.bankscrm.engagement.touch.WelcomeSending;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Welcome messages by WeCom's API.
 *
 * <p>Source: developer.work.weixin.qq.com, page 92137 (发送新客户欢迎语), as read 2026-07.
 */
@Component
class WeComWelcomeSending implements WelcomeSending {

    private final WeComApi api;

    WeComWelcomeSending(WeComApi api) {
        this.api = api;
    }

    @Override
    public void send(Cleared text, Optional<LinkCard> card, String code) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("welcome_code", code);
        body.putAll(MessageParts.of(text, card));
        SendingCalls.writing(() ->
                api.post(WeComApp.CUSTOMER, "externalcontact/send_welcome_msg", body, Accepted.class, answer -> true));
    }

    private record Accepted(@Nullable Integer errcode) {}
}

package cn.bankscrm.wechat;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param appId of the official account; absent: WeChat is not asked
 * @param secret of the official account
 * @param authorizeBaseUrl where visitors are sent
 * @param apiBaseUrl where codes are redeemed
 * @param timeout patience for one question; the customer waits meanwhile
 */
@ConfigurationProperties("scrm.wechat")
record WeChatProperties(
        @DefaultValue("") String appId,
        @DefaultValue("") String secret,
        @DefaultValue("https://open.weixin.qq.com") URI authorizeBaseUrl,
        @DefaultValue("https://api.weixin.qq.com") URI apiBaseUrl,
        @DefaultValue("4s") Duration timeout) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "WeChatProperties[" + appId + "]";
    }
}

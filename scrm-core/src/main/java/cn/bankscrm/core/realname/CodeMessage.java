package cn.bankscrm.core.realname;

import java.time.Duration;

/**
 * The message that carries a one-time code: a fixed text in which nothing is anybody's words. Only this package makes
 * one, so that the SMS gateway, which sends without the screening that other texts pass, carries nothing else.
 */
public final class CodeMessage {

    private final String text;

    /** @param bank the bank's name, from its configuration */
    CodeMessage(String bank, String code, Duration life) {
        text = "【" + bank + "】验证码 " + code + "，" + life.toMinutes() + " 分钟内有效，用于企业微信好友实名认证。工作人员不会向您索要，请勿告诉他人。";
    }

    /** The whole message, as the customer reads it. */
    public String text() {
        return text;
    }

    /** Not the code: this may end in a log. */
    @Override
    public String toString() {
        return "CodeMessage";
    }
}

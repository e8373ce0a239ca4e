package cn.bankscrm.core.realname;

import java.time.Duration;

/**
 * The message that carries a one-time code: a fixed text in which nothing is anybody's words. Only this package makes
 * one, so that the SMS gateway, which sends without the screening that other texts pass, carries nothing else.
 */
public final class CodeMessage {

    private final String text;

    /** What the code serves for, so that nobody can be talked into passing it on for something else. */
    enum Purpose {
        CERTIFY("用于企业微信好友实名认证"),
        CONSENT("用于查看或撤回您的实名认证同意");

        private final String words;

        Purpose(String words) {
            this.words = words;
        }
    }

    /** @param bank the bank's name, from its configuration */
    CodeMessage(String bank, String code, Duration life, Purpose purpose) {
        text = "【" + bank + "】验证码 " + code + "，" + life.toMinutes() + " 分钟内有效，" + purpose.words + "。工作人员不会向您索要，请勿告诉他人。";
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

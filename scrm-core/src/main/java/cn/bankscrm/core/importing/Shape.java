package cn.bankscrm.core.importing;

import cn.bankscrm.core.note.NoteChannel;
import cn.bankscrm.core.segment.HoldingKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the text of a field must look like; texts are stripped and not empty. */
@FunctionalInterface
interface Shape {

    /** @return what is wrong, in Chinese; null when nothing is */
    @Nullable
    String fault(String text);

    Pattern USER_ID = Pattern.compile("[A-Za-z0-9_\\-@.]{1,64}");
    Pattern PERSONAL = Pattern.compile("姓名|名字|手机|电话|证件|身份证|护照|住址|地址|邮箱|微信号");
    Pattern PERSONAL_NUMBER = Pattern.compile("1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]");
    Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,6})?");
    Pattern REFERRAL = Pattern.compile("r[0-9A-Za-z]{9}");
    long MOST_CENTS = 1_000_000_000_000_000L;

    Shape ANY = text -> null;
    Shape DATE = text -> date(text) == null ? "不是日期，应为 2026-10-31 的写法" : null;
    Shape TIME = text -> time(text) == null ? "不是时间，应为 2026-10-31T09:30:00+08:00 的写法" : null;
    Shape YES_OR_NO = that(text -> text.equals("true") || text.equals("false"), "应为 true 或 false");
    Shape PROVINCE = that(text -> digits(text) && text.length() == 6, "省份代码应为 6 位数字");
    Shape MOBILE = that(
            text -> digits(text) && text.length() == 11 && text.charAt(0) == '1' && text.charAt(1) >= '3',
            "手机号应为 1 开头的 11 位数字");
    Shape LEVEL = that(
            text -> digits(text) && text.length() <= 2 && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 15,
            "层级应为 1 至 15 的整数");
    Shape WECOM_USER_ID = that(text -> USER_ID.matcher(text).matches(), "企业微信账号只能含字母、数字和 _-@.");
    Shape EXTERNAL_USER_ID = that(text -> text.chars().allMatch(c -> c > 32 && c < 127), "外部联系人编号只能含可见的英文字符");
    Shape ROUTE = that(text -> text.equals("app") || text.equals("link"), "认证方式应为 app 或 link");
    Shape HOLDING = that(
            text -> Arrays.stream(HoldingKind.values())
                    .anyMatch(kind -> kind.name().equals(text)),
            "种类应为 DEMAND、TERM、WEALTH、FUND、INSURANCE、METAL、TRUST、LOAN 或 CARD");
    Shape CHANNEL = that(
            text -> Arrays.stream(NoteChannel.values())
                    .anyMatch(channel -> channel.name().equals(text)),
            "方式应为 CALL、VISIT、BRANCH 或 WECOM");
    Shape ATTRIBUTE = that(text -> !PERSONAL.matcher(text).find(), "姓名、电话、证件、地址等个人信息不能作为属性");
    Shape ATTRIBUTE_VALUE = that(text -> !PERSONAL_NUMBER.matcher(text).matches(), "像是手机号或证件号，不能作为属性的值");
    Shape REFERRAL_CODE = that(text -> REFERRAL.matcher(text).matches(), "转介绍码应为 r 加 9 位字母或数字");
    Shape MONEY = Shape::moneyFault;
    Shape SEGMENTS = Shape::segmentsFault;

    static Shape that(Predicate<String> good, String otherwise) {
        return text -> good.test(text) ? null : otherwise;
    }

    /** @return the day, or null when the text is none; by hand, for it is done millions of times */
    static @Nullable LocalDate date(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        if (year < 1900 || month < 1 || month > 12 || day < 1 || day > 31) {
            return null;
        }
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** @return the instant with its offset, or null when the text is none */
    static @Nullable OffsetDateTime time(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.getYear() < 1900 || time.getYear() > 9999 ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** @param text that {@link #MONEY} found nothing wrong with */
    static long cents(String text) {
        int point = text.indexOf('.');
        if (point < 0) {
            return Long.parseLong(text) * 100;
        }
        String fraction = text.substring(point + 1);
        return Long.parseLong(text.substring(0, point)) * 100
                + Long.parseLong(fraction) * (fraction.length() == 1 ? 10 : 1);
    }

    private static @Nullable String moneyFault(String text) {
        String amount = text.startsWith("-") ? text.substring(1) : text;
        int point = amount.indexOf('.');
        String whole = point < 0 ? amount : amount.substring(0, point);
        String fraction = point < 0 ? "0" : amount.substring(point + 1);
        if (whole.isEmpty() || fraction.isEmpty() || !digits(whole) || !digits(fraction)) {
            return "不是金额，应为 1234.56 的写法";
        }
        if (text.startsWith("-")) {
            return "金额不能为负";
        }
        if (fraction.length() > 2) {
            return "金额最多两位小数";
        }
        if (whole.length() > 15 || cents(text) > MOST_CENTS) {
            return "金额过大";
        }
        return null;
    }

    private static @Nullable String segmentsFault(String text) {
        for (String name : text.split("\\|", -1)) {
            if (name.isBlank() || name.strip().length() > 32) {
                return "客群应为 1 至 32 个字的名称，以竖线分隔";
            }
            if (name.strip().equals("全部")) {
                return "「全部」不能作为客群名称";
            }
        }
        return null;
    }

    private static boolean digits(String text) {
        return number(text, 0, Math.min(9, text.length())) >= 0
                && (text.length() <= 9 || text.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    /** @return the number that these ASCII digits write, or -1 */
    private static int number(String text, int from, int to) {
        int value = from == to ? -1 : 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }
}

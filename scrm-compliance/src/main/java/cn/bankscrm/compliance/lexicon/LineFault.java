package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.UnsuitableLexicon;

/** What may be wrong with a line of the lexicon as somebody wrote it. */
public enum LineFault {
    NOTHING_TO_LOOK_FOR(LineText.TERM, "词中没有文字或数字"),
    TOO_LONG(LineText.TERM, "词或安全语境超过 1000 个字"),
    DUPLICATE(LineText.TERM, "同一个词已有词条，适用范围重叠：两条都会命中，一条的安全语境保不住另一条"),
    PARTS(LineText.TERM, "组合词应为以一个竖线分开的两部分"),
    LEVEL(LineText.LEVEL, "应为 BLOCK、WARN 或 RECORD"),
    NO_CATEGORY(LineText.CATEGORY, "不能为空"),
    MATCH(LineText.MATCH, "应为 literal 或 combination"),
    NO_DISTANCE(LineText.DISTANCE, "组合词应写明至多相隔的字数"),
    DISTANCE(LineText.DISTANCE, "应为 0 至 1000 的整数"),
    DISTANCE_OF_LITERAL(LineText.DISTANCE, "不是组合词，应留空"),
    EMPTY_SAFE_CONTEXT(LineText.SAFE_CONTEXTS, "有安全语境没有文字或数字"),
    CONTEXT_WITHOUT_TERM(LineText.SAFE_CONTEXTS, "有安全语境里并不出现这个词"),
    CONTEXT_IS_TERM(LineText.SAFE_CONTEXTS, "有安全语境就在词之中，这样词条将处处不再命中"),
    READING(LineText.READINGS, "应为 HOMOGRAPH、PINYIN、INITIALS 或 SPLIT，以竖线分隔"),
    LOOSE_COMBINATION(LineText.READINGS, "组合词不能宽松识别"),
    TOO_SHORT_FOR_LOOSE(LineText.READINGS, "词太短，不能这样宽松识别"),
    OUTLET(LineText.OUTLETS, "有不认识的出口"),
    INSTITUTION(LineText.INSTITUTIONS, "有机构不存在"),
    POST(LineText.ROLES, "有岗位没有人担任，词条不会命中"),
    VALID_FROM(LineText.VALID_FROM, "不是日期，应为 2026-10-31 的写法"),
    VALID_TO(LineText.VALID_TO, "不是日期，应为 2026-10-31 的写法"),
    DATES(LineText.VALID_TO, "结束日早于开始日");

    private final String column;
    private final String text;

    LineFault(String column, String text) {
        this.column = column;
        this.text = text;
    }

    /** The column that it is about, as files name it. */
    public String column() {
        return column;
    }

    /** In Chinese, as imports tell it. */
    public String text() {
        return text;
    }

    public static LineFault of(UnsuitableLexicon.Reason reason) {
        return switch (reason) {
            case NOTHING_TO_LOOK_FOR -> NOTHING_TO_LOOK_FOR;
            case TOO_LONG -> TOO_LONG;
            case EMPTY_SAFE_CONTEXT -> EMPTY_SAFE_CONTEXT;
            case DISTANCE_OUT_OF_RANGE -> DISTANCE;
            case LOOSE_COMBINATION -> LOOSE_COMBINATION;
            case TOO_SHORT_FOR_LOOSE -> TOO_SHORT_FOR_LOOSE;
            case NO_CATEGORY -> NO_CATEGORY;
        };
    }
}

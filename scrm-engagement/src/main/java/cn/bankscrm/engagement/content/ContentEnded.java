package cn.bankscrm.engagement.content;

/**
 * A published version may not be shown or sent any more. Told in the transaction that ends it; a version that takes
 * another's place is no end.
 */
public record ContentEnded(ContentId content, ContentVersionId version, Cause cause) {

    public enum Cause {
        WITHDRAWN,
        EXPIRED
    }
}

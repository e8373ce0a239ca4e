package cn.bankscrm.engagement.content;

import java.util.Optional;

/**
 * What of the library is asked for.
 *
 * @param title part of a title; empty for any
 * @param state that some version is in
 * @param interest the tag's id
 * @param endingSoon published, and over within {@value #SOON} days
 * @param before content begun earlier than this one, to read on
 */
public record ContentFilter(
        String title,
        Optional<ContentKind> kind,
        Optional<ContentState> state,
        Optional<Long> interest,
        boolean endingSoon,
        Optional<ContentId> before) {

    public static final int SOON = 7;

    public static ContentFilter everything() {
        return new ContentFilter("", Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }
}

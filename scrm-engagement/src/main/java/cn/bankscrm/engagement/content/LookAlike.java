package cn.bankscrm.engagement.content;

import java.util.Optional;

/**
 * Content that says nearly the same.
 *
 * @param owner the institution's name
 * @param own content of the asking institution; empty for another's, of which no more than owner and share is told
 * @param percent how much is the same, from 0 to 100
 */
public record LookAlike(String owner, Optional<Own> own, int percent) {

    /** The institution's own content. */
    public record Own(ContentId id, String title) {}
}

package cn.bankscrm.engagement.content;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Content in a list.
 *
 * @param owner the institution's name
 * @param title of the version shown: the published one, else the latest
 * @param published the number of the published version
 * @param latest the state of the latest version that the reader sees
 * @param validTo the published version's last day, else the latest one's
 */
public record ContentLine(
        ContentId id,
        ContentKind kind,
        String owner,
        String title,
        Optional<String> interest,
        Optional<Integer> published,
        ContentState latest,
        Optional<LocalDate> validTo) {}

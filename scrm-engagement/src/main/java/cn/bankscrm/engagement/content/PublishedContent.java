package cn.bankscrm.engagement.content;

import cn.bankscrm.core.institution.InstitutionId;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A version that customers may be shown today.
 *
 * @param institution whose content it is; it may be used there and below
 * @param message what goes with it when it is sent; may be empty
 * @param body CommonMark without HTML
 * @param target where the page leads on to, such as the mobile bank's page of a product
 * @param validTo the last day, in the business's time zone
 */
public record PublishedContent(
        ContentId id,
        ContentVersionId version,
        ContentKind kind,
        InstitutionId institution,
        String title,
        String message,
        String body,
        Optional<String> target,
        Optional<LocalDate> validTo) {}

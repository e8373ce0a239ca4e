package cn.bankscrm.web.shell;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Whose figures a page shows, and as of when; put into the model as {@link #ATTRIBUTE}, it stands on top of the page.
 *
 * @param path of the page, to come back to with another choice
 * @param institution the code of the institution; null where the reader sees their own customers alone
 * @param name of the institution; null as above
 * @param date as of the last second of this day; null on pages that know only now
 * @param today the current business day
 */
public record ScopeBar(
        String path,
        @Nullable String institution,
        @Nullable String name,
        @Nullable LocalDate date,
        LocalDate today) {

    /** The name of the model attribute. */
    public static final String ATTRIBUTE = "scope";

    public boolean pickable() {
        return institution != null;
    }

    public boolean dated() {
        return date != null;
    }

    /** Where another institution is chosen. */
    public String choice() {
        return UriComponentsBuilder.fromPath("/institutions")
                .queryParam("for", path)
                .queryParamIfPresent("under", Optional.ofNullable(institution))
                .queryParamIfPresent("date", Optional.ofNullable(chosenDate()))
                .build()
                .encode()
                .toUriString();
    }

    /** The date for addresses: none where it is today's, so that a link sent tomorrow shows tomorrow's figures. */
    public @Nullable LocalDate chosenDate() {
        return today.equals(date) ? null : date;
    }
}

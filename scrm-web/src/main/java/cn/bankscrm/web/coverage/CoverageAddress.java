package cn.bankscrm.web.coverage;

import cn.bankscrm.kpi.coverage.CoverageSubject;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where one stands among the coverage pages, and the ways on from there; the chosen day goes along.
 *
 * @param subject whose coverage is shown
 * @param date the chosen day; null for now, so that a link sent today shows tomorrow's figures tomorrow
 * @param step the chart's step
 */
record CoverageAddress(CoverageSubject subject, @Nullable LocalDate date, TrendStep step) {

    /** The page of another subject. */
    public String of(CoverageSubject other) {
        return to("/coverage", other).build().encode().toUriString();
    }

    /** The page of the subject with another step of the chart. */
    public String stepping(String other) {
        return to("/coverage", subject)
                .queryParam("step", other)
                .fragment("trend")
                .build()
                .encode()
                .toUriString();
    }

    /** The chart's data. */
    public String trend() {
        return to("/coverage/trend", subject)
                .queryParam("step", step.label())
                .build()
                .encode()
                .toUriString();
    }

    public String export() {
        return to("/coverage/export", subject).build().encode().toUriString();
    }

    /**
     * @param seen what the reader's page shows already
     * @param charted whether it has the chart
     */
    String live(String seen, boolean charted) {
        return to("/coverage/live", subject)
                .queryParam("seen", seen)
                .queryParam("charted", charted)
                .build()
                .encode()
                .toUriString();
    }

    /** @param which as in the address: those who are covered, those who are not, or all */
    public String customers(String which) {
        return customers(subject, null, which);
    }

    /** The customers behind a figure. */
    public String customers(CoverageSubject of, @Nullable String segment, String covered) {
        return UriComponentsBuilder.fromPath("/coverage/customers")
                .queryParam(parameter(of), of.key())
                .queryParamIfPresent("segment", Optional.ofNullable(segment))
                .queryParam("covered", covered)
                .build()
                .encode()
                .toUriString();
    }

    /** The same customers as an Excel file. */
    public String customersExport(@Nullable String segment, String covered) {
        return UriComponentsBuilder.fromPath("/coverage/customers/export")
                .queryParam(parameter(subject), subject.key())
                .queryParamIfPresent("segment", Optional.ofNullable(segment))
                .queryParam("covered", covered)
                .build()
                .encode()
                .toUriString();
    }

    static String parameter(CoverageSubject subject) {
        return subject.isInstitution() ? "institution" : "staff";
    }

    private UriComponentsBuilder to(String path, CoverageSubject of) {
        return UriComponentsBuilder.fromPath(path)
                .queryParam(parameter(of), of.key())
                .queryParamIfPresent("date", Optional.ofNullable(date));
    }
}

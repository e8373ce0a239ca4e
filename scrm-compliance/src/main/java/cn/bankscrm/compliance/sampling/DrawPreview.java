package cn.bankscrm.compliance.sampling;

import java.util.List;
import java.util.Map;

/**
 * What a draw would take, without taking it.
 *
 * @param population conversations of the month
 * @param drawn of them
 * @param twice of those drawn, judged by two
 * @param signs how many of the population show each sign
 * @param reviewers who may review, with the reviews that wait for them already
 */
public record DrawPreview(
        int population, int drawn, int twice, Map<RiskSign, Long> signs, List<OfStaff> staff, List<Waiting> reviewers) {

    /** A manager's part. */
    public record OfStaff(String number, String name, int conversations, int drawn) {}

    /** A reviewer and what waits for them. */
    public record Waiting(String name, int reviews) {}

    public DrawPreview {
        signs = Map.copyOf(signs);
        staff = List.copyOf(staff);
        reviewers = List.copyOf(reviewers);
    }
}

package cn.bankscrm.core.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one page shows of a customer: who they are, who has managed them, who is their friend in WeCom.
 *
 * @param seen the customer, as the reader sees them
 * @param maskedMobile null where the bank has none
 * @param certificate whether the bank knows a certificate number
 * @param birthday null where the bank has none
 * @param aum assets under management in yuan, two places
 * @param institution the home institution's name
 * @param segments the delivered ones, in the bank's order
 * @param ruleSegments those that rules put the customer in
 * @param tags the bank's own and those that managers gave in WeCom, each once
 * @param holdings the next to mature first, then the largest
 * @param lastContactAt the newest effective contact; null for none
 * @param managers newest first
 * @param bindings newest first
 * @param consents newest first
 * @param links newest first: the lives of every friend link with a contact that is or was bound to the customer
 */
public record CustomerProfile(
        SeenCustomer seen,
        String maskedName,
        @Nullable String maskedMobile,
        boolean certificate,
        @Nullable LocalDate birthday,
        boolean account,
        BigDecimal aum,
        String institution,
        List<CustomerSegment> segments,
        List<CustomerSegment> ruleSegments,
        List<CustomerTag> tags,
        List<Holding> holdings,
        @Nullable Instant lastContactAt,
        List<Managed> managers,
        List<Bound> bindings,
        List<Consented> consents,
        List<Linked> links) {

    public CustomerProfile {
        segments = List.copyOf(segments);
        ruleSegments = List.copyOf(ruleSegments);
        tags = List.copyOf(tags);
        holdings = List.copyOf(holdings);
        consents = List.copyOf(consents);
        managers = List.copyOf(managers);
        bindings = List.copyOf(bindings);
        links = List.copyOf(links);
    }

    /** The holding that matures next; null where none has an end. */
    public @Nullable Holding nextMaturity() {
        return holdings.isEmpty() || holdings.getFirst().maturesOn() == null ? null : holdings.getFirst();
    }

    /** Who manages the customer today; null for nobody, or somebody outside the reader's scope. */
    public @Nullable StaffRef manager(LocalDate today) {
        for (Managed one : managers) {
            if (!one.from().isAfter(today)
                    && (one.until() == null || !one.until().isBefore(today))) {
                return one.manager();
            }
        }
        return null;
    }

    public CustomerNo no() {
        return seen.no();
    }

    /** Whether some contact is certified as this customer now. */
    public boolean certified() {
        return bindings.stream().anyMatch(bound -> bound.unboundAt() == null);
    }

    /**
     * A time under one manager, both days included.
     *
     * @param manager null for somebody outside the reader's scope
     * @param until null while it lasts
     */
    public record Managed(
            @Nullable StaffRef manager,
            LocalDate from,
            @Nullable LocalDate until) {}

    /**
     * A real-name binding.
     *
     * @param contact the contact's masked name; null where WeCom has not told it
     * @param route {@code app} or {@code link}
     * @param unboundAt null while it stands
     */
    public record Bound(
            @Nullable String contact,
            Instant boundAt,
            @Nullable Instant unboundAt,
            String route) {}

    /**
     * A consent of the customer.
     *
     * @param version of the text consented to
     * @param replaced whether customers are shown a newer text by now
     * @param withdrawnAt null while it stands
     * @param withdrawnVia how it ended; null while it stands
     */
    public record Consented(
            String version,
            boolean replaced,
            String route,
            Instant givenAt,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnVia) {}

    /**
     * One life of a friend link.
     *
     * @param member null for somebody outside the reader's scope
     * @param contact the contact's masked name; null where WeCom has not told it
     * @param addWay WeCom's {@code add_way}; null where WeCom has not told it
     * @param first the contact's first add with anyone in the bank
     * @param endedAt null while it lives
     * @param endedBy the name of an {@code EndedBy}; null while it lives
     */
    public record Linked(
            @Nullable StaffRef member,
            @Nullable String contact,
            Instant addedAt,
            @Nullable Integer addWay,
            boolean first,
            @Nullable Instant endedAt,
            @Nullable String endedBy) {}

    @Override
    public String toString() {
        return "CustomerProfile[" + seen.no() + "]";
    }
}

package cn.bankscrm.core.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one page shows of a customer: who they are, who has managed them, who is their friend in WeCom.
 *
 * @param maskedMobile null where the bank has none
 * @param birthday null where the bank has none
 * @param aum assets under management in yuan, two places
 * @param institution the home institution's name
 * @param segments names, in the bank's order
 * @param managers newest first
 * @param bindings newest first
 * @param links newest first: the lives of every friend link with a contact that is or was bound to the customer
 */
public record CustomerProfile(
        CustomerNo no,
        String maskedName,
        @Nullable String maskedMobile,
        @Nullable LocalDate birthday,
        boolean account,
        BigDecimal aum,
        String institution,
        List<String> segments,
        List<Managed> managers,
        List<Bound> bindings,
        List<Linked> links) {

    public CustomerProfile {
        segments = List.copyOf(segments);
        managers = List.copyOf(managers);
        bindings = List.copyOf(bindings);
        links = List.copyOf(links);
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
        return "CustomerProfile[" + no + "]";
    }
}

package cn.bankscrm.core.realname;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.StaffRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A review with its evidence side by side: what was stated beside each customer who comes into question, masked, with a
 * mark for what is equal.
 *
 * @param version of the row: a decision that was taken upon an older one does not count
 * @param maskedName as stated; null by way of the app
 * @param maskedMobile as stated
 * @param statedNo the customer number that the app named; null by way of the link
 * @param province GB/T 2260; null when not known
 * @param candidates those whom the reader may see
 * @param elsewhere how many more lie outside the reader's scope
 * @param contactBoundTo as whom the contact is certified now, where the reader may see that; null for nobody
 * @param proposal null while nobody has proposed anything
 * @param decision null while nothing is decided
 */
public record ReviewDetail(
        ReviewSummary review,
        long version,
        @Nullable String maskedName,
        @Nullable String maskedMobile,
        @Nullable String statedNo,
        @Nullable String province,
        String consentVersion,
        Instant consentedAt,
        List<Friend> friends,
        List<Candidate> candidates,
        int elsewhere,
        @Nullable CustomerNo contactBoundTo,
        @Nullable Proposal proposal,
        @Nullable Decision decision) {

    public ReviewDetail {
        friends = List.copyOf(friends);
        candidates = List.copyOf(candidates);
    }

    public boolean waits() {
        return review.status() == ReviewStatus.OPEN || review.status() == ReviewStatus.PROPOSED;
    }

    /**
     * A life of a friend link of the contact.
     *
     * @param endedAt null while it lives
     */
    public record Friend(
            StaffRef staff, Instant addedAt, @Nullable Instant endedAt) {}

    /**
     * A customer who comes into question.
     *
     * @param sameName the stated name is the bank's; null where none was stated
     * @param sameMobile the stated number is the bank's
     * @param manager null for nobody, or somebody outside the reader's scope
     * @param contacts the masked names of the contacts who are certified as this customer now
     */
    public record Candidate(
            CustomerNo no,
            String maskedName,
            @Nullable Boolean sameName,
            @Nullable String maskedMobile,
            boolean sameMobile,
            String institution,
            @Nullable StaffRef manager,
            List<String> contacts) {

        public Candidate {
            contacts = List.copyOf(contacts);
        }

        @Override
        public String toString() {
            return "Candidate[" + no + "]";
        }
    }

    /** @param customer null for one outside the reader's scope */
    public record Proposal(@Nullable CustomerNo customer, String by, Instant at, String reason, boolean endsOthers) {}

    /** What was decided. */
    public record Decision(String by, Instant at, String reason) {}

    @Override
    public String toString() {
        return "ReviewDetail[" + review.id().value() + "]";
    }
}

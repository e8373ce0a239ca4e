package cn.bankscrm.engagement.touch;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * WeCom's mass send (企业群发): drafted for a member, who confirms it; then it reaches the customers. Not to be called
 * inside a transaction. Every method throws {@link SendingFailure}.
 */
public interface MassSending extends Offering {

    /** The most customers of one draft. */
    int MOST_CUSTOMERS = 10_000;

    /**
     * Drafts it.
     *
     * @param to 1 to {@value #MOST_CUSTOMERS}
     */
    Drafted send(Cleared text, Optional<LinkCard> card, WeComUserId sender, List<ExternalUserId> to);

    /** When the member confirmed it; empty while they have not. */
    Optional<Instant> confirmed(String id, WeComUserId sender);

    /** @param cursor empty for the first page */
    DeliveryPage results(String id, WeComUserId sender, Optional<String> cursor);

    /** Reminds the member to confirm. */
    void remind(String id);

    /**
     * What was drafted.
     *
     * @param refused those whom WeCom did not take
     */
    record Drafted(String id, List<ExternalUserId> refused) {

        public Drafted {
            refused = List.copyOf(refused);
        }
    }

    /** How it went with one customer. */
    enum Outcome {
        WAITING,
        SENT,
        NO_FRIEND,
        QUOTA
    }

    /** @param at when it was sent; the epoch where it was not */
    record Delivery(ExternalUserId to, Outcome outcome, Instant at) {}

    /** @param next the cursor of the next page; empty on the last */
    record DeliveryPage(List<Delivery> deliveries, Optional<String> next) {

        public DeliveryPage {
            deliveries = List.copyOf(deliveries);
        }
    }
}

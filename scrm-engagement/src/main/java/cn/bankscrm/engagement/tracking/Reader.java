package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import java.util.Optional;

/**
 * Who reads a page, as far as that is known.
 *
 * @param contact empty for somebody who is nobody's friend, or was not recognised
 * @param visitor a digest of the browser's own mark
 * @param depth through how many hands the link came; 0 for the one to whom it was sent
 * @param parent the visit from which it was passed on; empty where that is not known
 */
record Reader(Optional<ExternalContactId> contact, String visitor, int depth, Optional<VisitId> parent) {

    static final int DEEPEST = 100;

    /**
     * A link that was made for somebody is read by them, unless it came from another's hands, or WeChat names another.
     * What one passed on oneself, and opens again, was not passed on.
     *
     * @param recognised as whom WeChat named the reader
     * @param shared from whose hands the link came
     */
    static Reader of(
            Link link, Optional<ExternalContactId> recognised, String visitor, Optional<VisitTickets.Shared> shared) {
        boolean theirOwn = recognised.isPresent() && recognised.equals(link.contact());
        if (theirOwn) {
            return new Reader(recognised, visitor, 0, Optional.empty());
        }
        Optional<VisitTickets.Shared> passedOn =
                shared.filter(from -> from.depth() > 0 || from.hint() != VisitTickets.hint(visitor));
        if (passedOn.isPresent()) {
            boolean again = passedOn.get().hint() == VisitTickets.hint(visitor);
            int depth = passedOn.get().depth() + (again ? 0 : 1);
            return new Reader(recognised, visitor, Math.min(depth, DEEPEST), passedOn.map(VisitTickets.Shared::visit));
        }
        if (recognised.isPresent() && link.contact().isPresent()) {
            return new Reader(recognised, visitor, 1, Optional.empty());
        }
        return new Reader(recognised.or(link::contact), visitor, 0, Optional.empty());
    }
}

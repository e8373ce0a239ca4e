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
record Reader(Optional<ExternalContactId> contact, String visitor, int depth, Optional<VisitId> parent) {}

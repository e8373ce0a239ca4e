package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import java.util.Optional;

/**
 * What a code stands for; it never changes.
 *
 * @param contact for whom it was made; empty for a link that anybody is shown
 */
public record Link(LinkId id, ContentId content, StaffId staff, Optional<ExternalContactId> contact) {}

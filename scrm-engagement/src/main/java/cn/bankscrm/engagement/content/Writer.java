package cn.bankscrm.engagement.content;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffNo;
import java.util.Optional;

/**
 * Somebody of an institution's middle office.
 *
 * @param institution whose content they write, and no other's
 * @param staff where the account is one of a member of staff whom the bank has a number for
 */
public record Writer(String account, InstitutionId institution, Optional<StaffNo> staff) {}

package cn.bankscrm.engagement.content;

import cn.bankscrm.compliance.interception.VerdictId;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffNo;
import java.util.Optional;

/**
 * A version, held by the transaction that read it.
 *
 * @param institution whose content it is
 * @param version counts its changes
 * @param author who began the content, where the bank has a number for them
 * @param verdict of when it was submitted
 */
record OpenVersion(
        ContentVersionId id,
        ContentId content,
        ContentKind kind,
        InstitutionId institution,
        ContentState state,
        long version,
        Optional<String> submittedBy,
        Optional<StaffNo> author,
        Optional<VerdictId> verdict,
        Manuscript manuscript) {}

package cn.bankscrm.core.audit;

/** What the audit log knows to have been done. The names are stored: never renamed, only added to. */
public enum AuditAction {
    /** A customer's page was opened. */
    CUSTOMER_OPENED,
    /** Masked personal data was shown in full, for a stated reason. */
    PERSONAL_DATA_REVEALED,
    /** A list of customers was opened, or a further page of it. */
    CUSTOMERS_LISTED,
    /** Customers were searched by name, mobile or number, whether any was found or not. */
    CUSTOMERS_SEARCHED,
    /** Customers were exported to a file. */
    CUSTOMERS_EXPORTED,
    /** The audit log itself was searched. */
    AUDIT_READ,
    /** A certification was made, by customer, app or review. */
    BINDING_MADE,
    /** A certification was ended. */
    BINDING_ENDED,
    /** A certification was refused: wrong code, unknown customer, limit reached. */
    BINDING_REFUSED,
    /** A review of a certification was opened, with its evidence, masked. */
    REVIEW_OPENED,
    /** A review of a certification was proposed upon. */
    REVIEW_PROPOSED,
    /** A review of a certification was decided. */
    REVIEW_DECIDED,
    /** A link for certification was made for a friend. */
    INVITATION_MADE,
    /** A link for certification was shown to whom may send it. */
    INVITATION_SHOWN,
    /** A consent was given. */
    CONSENT_GIVEN,
    /** A consent was withdrawn. */
    CONSENT_WITHDRAWN,
    /** A new version of the consent text was written. */
    CONSENT_TEXT_WRITTEN,
    /** An account was made. */
    ACCOUNT_MADE,
    /** An account's role, reach or state was changed. */
    ACCOUNT_CHANGED,
    /** A password was changed or reset. */
    PASSWORD_CHANGED,
    /** An account that may read chats was asked for, or a change of one. */
    ACCOUNT_ASKED,
    /** A compliance officer confirmed what was asked for an account that may read chats. */
    ACCOUNT_CONFIRMED,
    /** A compliance officer refused it. */
    ACCOUNT_REFUSED,
    /** An account that may read chats was let in while there was no compliance officer to confirm it. */
    FIRST_OFFICER_MADE,
    /** Somebody signed in. */
    SIGNED_IN,
    /** A sign-in was refused. */
    SIGN_IN_REFUSED,
    /** A segment's rule was written, changed or retired. */
    SEGMENT_RULE_CHANGED,
    /** A tag or tag group was made, renamed or deleted. */
    TAG_CHANGED,
    /** A customer was tagged or untagged by hand. */
    CUSTOMER_TAGGED,
    /** A pack of evidence was made. */
    EVIDENCE_PACKED,
    /** A pack of evidence was asked for. */
    EVIDENCE_ASKED,
    /** A second person let a pack of evidence be made. */
    EVIDENCE_APPROVED,
    /** A second person refused a pack of evidence. */
    EVIDENCE_REFUSED,
    /** Who had asked for a pack of evidence fetched it. */
    EVIDENCE_FETCHED,
    /** The file of a pack of evidence was deleted when its time was over. */
    EVIDENCE_EXPIRED,
    /** A data pack for the regulator was made. */
    REGULATOR_PACK_MADE,
    /** A legal hold was asked for, confirmed, refused, or lifted. */
    LEGAL_HOLD_CHANGED,
    /** Contents whose time was over were deleted. */
    RETENTION_DELETED,
    /** A file of the bank's systems was imported. */
    FILE_IMPORTED,
    /** A version of the lexicon was drafted. */
    LEXICON_DRAFTED,
    /** A draft of the lexicon was handed to a second person. */
    LEXICON_SUBMITTED,
    /** A draft of the lexicon was sent back to its author. */
    LEXICON_SENT_BACK,
    /** A draft of the lexicon was given up. */
    LEXICON_DROPPED,
    /** A version of the lexicon was published by a second person. */
    LEXICON_PUBLISHED,
    /** WeCom's intercept rules were to be compared with the lexicon at once. */
    INTERCEPT_RULES_COMPARED,
    /** Archived chats were searched; what was found was shown. */
    CHATS_SEARCHED,
    /** Messages of a conversation were shown. */
    CHATS_READ,
    /** An alert was decided without a case. */
    ALERT_DECIDED,
    /** Alerts were exported to a file. */
    ALERTS_EXPORTED,
    /** A case was opened of alerts. */
    CASE_OPENED,
    /** A step was taken in a case. */
    CASE_CHANGED,
    /** Cases were exported to a file. */
    CASES_EXPORTED,
    /** A case that is overdue was brought before the institution above. */
    CASE_ESCALATED,
    /** Entries of the lexicon were set to be looked for in old chats, or that was halted or resumed. */
    BACK_SCAN_CHANGED,
    /** Working hours, holidays, limits or closing phrases were changed, by which waits are measured. */
    RESPONSE_RULES_CHANGED,
    /** A sampling plan was made or ended. */
    SAMPLING_PLAN_CHANGED,
    /** Conversations were drawn by a sampling plan. */
    SAMPLE_DRAWN,
    /** A conversation of a sample was judged. */
    SAMPLE_REVIEWED,
    /** Customers were wished to be reached with a content, at once. */
    TOUCHES_WISHED,
    /** A member was reminded to confirm a mass send. */
    SEND_REMINDED,
    /** What new friends are greeted with was set or taken away. */
    WELCOME_CHANGED,
    /** A contact way was made, changed, made anew or ended, or an orphan of WeCom's was to be removed. */
    CONTACT_WAY_CHANGED,
    /** The page on which customers choose a manager got an address, or another. */
    BRANCH_PAGE_CHANGED,
    /** Content was begun, or a new version of it. */
    CONTENT_BEGUN,
    /** A draft of content was saved. */
    CONTENT_SAVED,
    /** A submission or approval of content was refused, because the lexicon blocks it. */
    CONTENT_BLOCKED,
    /** A version of content was handed to a compliance officer. */
    CONTENT_SUBMITTED,
    /** Its author took back what waited for an officer. */
    CONTENT_TAKEN_BACK,
    /** An officer sent content back to its author. */
    CONTENT_SENT_BACK,
    /** An officer let content be published. */
    CONTENT_PUBLISHED,
    /** Published content was withdrawn. */
    CONTENT_WITHDRAWN,
    /** Published content was over. */
    CONTENT_EXPIRED,
    /** A picture or document was handed in for content. */
    CONTENT_FILE_KEPT,
    /** Caps, quiet hours or holidays of the fatigue guard were changed. */
    FATIGUE_RULES_CHANGED,
    /** A plan was written, submitted, approved, promoted, paused or ended. */
    SOP_PLAN_CHANGED,
    /** An instruction was issued down the tree of institutions. */
    INSTRUCTION_ISSUED,
    /** An institution passed an instruction on. */
    INSTRUCTION_PASSED_ON,
    /** What was not passed on or not done in time was brought before the institution above. */
    INSTRUCTION_ESCALATED,
    /** An instruction was ended or withdrawn. */
    INSTRUCTION_ENDED,
    /** Somebody who carries an instruction out said what they think of it. */
    INSTRUCTION_FEEDBACK,
    /** Feedback to an instruction was answered. */
    INSTRUCTION_ANSWERED,
    /** Who has done an instruction was exported to a file. */
    INSTRUCTION_EXPORTED
}

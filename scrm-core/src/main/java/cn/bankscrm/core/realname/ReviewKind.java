package cn.bankscrm.core.realname;

/** Why a person has to decide. The names are stored. */
public enum ReviewKind {
    /** Nobody in the customer master fits. */
    NO_SUCH_CUSTOMER,
    /** More than one fits. */
    AMBIGUOUS,
    /** The contact is certified as another customer, or the customer by another contact. */
    BOUND_ELSEWHERE,
    /** Who answered is not, in WeChat, the friend to whom the link was sent. */
    OTHER_WECHAT
}

package cn.bankscrm.core.realname;

import org.jspecify.annotations.Nullable;

/**
 * What a customer fills in on the phone page; personal data.
 *
 * @param code the one-time code as typed
 * @param consentVersion of the text that was agreed to
 * @param unionId who WeChat says they are; null where WeChat did not tell
 */
public record LinkStatement(
        PersonName name,
        Mobile mobile,
        String code,
        String consentVersion,
        @Nullable UnionId unionId) {

    @Override
    public String toString() {
        return "LinkStatement[…]";
    }
}

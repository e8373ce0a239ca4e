package cn.bankscrm.compliance.picture;

import cn.bankscrm.compliance.alert.AlertLevel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a code in a picture is for. The names are stored; those that are alerted are rules of alerts as well. */
public enum CodeKind {
    /** It moves money: a code to pay with, or to be paid by (收付款码). */
    PAYMENT(AlertLevel.HIGH),
    /** It leads into a group chat (群二维码). */
    GROUP(AlertLevel.HIGH),
    /** It leads to a person or an account to follow: a personal code, a card (名片). */
    CONTACT(AlertLevel.MEDIUM),
    /** It leads anywhere else. */
    LINK(AlertLevel.MEDIUM),
    /** It leads nowhere: a number, a text, the bar code of a parcel. */
    TEXT(AlertLevel.LOW),
    /** It leads to a domain of the bank's own, and is fine. */
    OWN(null);

    private final @Nullable AlertLevel level;

    CodeKind(@Nullable AlertLevel level) {
        this.level = level;
    }

    /** How grave it is when a member of staff sends one to a customer; empty where nobody minds. */
    public Optional<AlertLevel> level() {
        return Optional.ofNullable(level);
    }

    /** The rule of its alerts. */
    public String rule() {
        return name() + "_CODE";
    }
}

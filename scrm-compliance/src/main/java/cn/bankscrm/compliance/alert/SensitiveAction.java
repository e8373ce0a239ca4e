package cn.bankscrm.compliance.alert;

import java.util.Optional;

/** What a member of staff does that is looked at like words. The names are stored, as rules of alerts. */
public enum SensitiveAction {
    /** A red packet (红包): money between staff and customers. */
    RED_PACKET(AlertLevel.HIGH),
    /** A name card (名片): a customer is led to somebody else. */
    NAME_CARD(AlertLevel.MEDIUM),
    /** A file handed to a customer, or one of the bank's disk at WeCom (微盘). */
    FILE(AlertLevel.LOW),
    /** A customer deleted from the friends. */
    CUSTOMER_DELETED(AlertLevel.MEDIUM);

    private final AlertLevel level;

    SensitiveAction(AlertLevel level) {
        this.level = level;
    }

    public AlertLevel level() {
        return level;
    }

    /** @param kind WeCom's {@code msgtype} */
    public static Optional<SensitiveAction> of(String kind) {
        return switch (kind) {
            case "redpacket", "external_redpacket" -> Optional.of(RED_PACKET);
            case "card" -> Optional.of(NAME_CARD);
            case "file", "qydiskfile" -> Optional.of(FILE);
            default -> Optional.empty();
        };
    }
}

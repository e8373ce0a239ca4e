package cn.bankscrm.compliance.alert;

import cn.bankscrm.compliance.screening.Level;

/** How grave an alert is, from the mildest on. The names are stored. */
public enum AlertLevel {
    LOW,
    MEDIUM,
    HIGH,
    /** Somebody may come to harm: looked at before all others. */
    URGENT;

    /** What a level of the lexicon means after the fact. */
    public static AlertLevel of(Level level) {
        return switch (level) {
            case RECORD -> LOW;
            case WARN -> MEDIUM;
            case BLOCK -> HIGH;
        };
    }

    /** Whether a case of it is closed by two people. */
    public boolean needsFourEyes() {
        return compareTo(HIGH) >= 0;
    }

    public AlertLevel orGraver(AlertLevel other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

package cn.bankscrm.compliance.evidence;

import java.time.Instant;

/** A message as the readable page of a pack shows it. */
record PackMessage(
        long seq, Instant at, String from, boolean fromStaff, String type, String action, String text, boolean proven) {

    /** Without what was said and by whom. */
    @Override
    public String toString() {
        return "PackMessage[" + seq + "]";
    }
}

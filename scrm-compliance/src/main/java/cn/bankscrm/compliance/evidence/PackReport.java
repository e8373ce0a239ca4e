package cn.bankscrm.compliance.evidence;

import java.util.List;

/**
 * What the verification of a pack found.
 *
 * @param name the pack's number, as its manifest says
 * @param keys by which its signatures were verified
 * @param faults the first one first, in words
 */
record PackReport(String name, int records, int files, KnownKeys keys, List<String> faults) {

    PackReport {
        faults = List.copyOf(faults);
    }

    boolean whole() {
        return faults.isEmpty();
    }
}

package cn.bankscrm.compliance.screening;

import java.util.List;
import java.util.stream.Collectors;

/** A lexicon cannot be used as it is; names every entry at fault with the reason. */
public final class UnsuitableLexicon extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * What is wrong with an entry.
     *
     * @param position of the entry in the lexicon, from 0
     * @param term as in the entry
     */
    public record Fault(int position, String term, Reason reason) {}

    /** Why an entry cannot be used. */
    public enum Reason {
        NOTHING_TO_LOOK_FOR("the term, or a part of it, has neither letters nor digits"),
        TOO_LONG("the term, or a safe context, has more than " + PlainForm.LONGEST + " characters"),
        EMPTY_SAFE_CONTEXT("a safe context has neither letters nor digits"),
        DISTANCE_OUT_OF_RANGE("the distance is not from 0 to " + PlainForm.LONGEST),
        LOOSE_COMBINATION("a combination cannot be read loosely"),
        TOO_SHORT_FOR_LOOSE("the term is too short for a looser reading that it asks for"),
        NO_CATEGORY("the category is blank");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** In English, for whoever calls; pages have their own words. */
        public String text() {
            return text;
        }
    }

    UnsuitableLexicon(List<Fault> faults) {
        super(faults.stream()
                .map(fault -> "entry " + (fault.position() + 1) + " (" + fault.term() + "): " + fault.reason().text)
                .collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}

package cn.bankscrm.core.realname;

import cn.bankscrm.core.privacy.Masking;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A name as somebody typed it; compared with the bank's in the ways in which the same name is written. */
public record PersonName(String value) {

    private static final int LONGEST = 40;

    public PersonName {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("A name has 1 to " + LONGEST + " characters");
        }
    }

    /** Reads what people type. */
    public static Optional<PersonName> read(String typed) {
        String name = typed.strip();
        return name.isEmpty() || name.length() > LONGEST ? Optional.empty() : Optional.of(new PersonName(name));
    }

    /** The writings under which the bank may know this name: without blanks, with the point of Uyghur names. */
    Set<String> writings() {
        Set<String> writings = new LinkedHashSet<>();
        writings.add(value);
        writings.add(value.replaceAll("\\s+", ""));
        writings.add(value.replaceAll("\\s+", "").replaceAll("[.•・‧∙]", "·"));
        return writings;
    }

    @Override
    public String toString() {
        return Masking.name(value);
    }
}

package cn.bankscrm.core.realname;

import cn.bankscrm.core.privacy.Masking;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** A mobile number of mainland China: eleven digits. */
public record Mobile(String value) {

    private static final Pattern NUMBER = Pattern.compile("1[3-9][0-9]{9}");
    private static final Pattern DECORATION = Pattern.compile("[\\s()-]");

    public Mobile {
        if (!NUMBER.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a mobile number of eleven digits");
        }
    }

    /** Reads what people type: with spaces and hyphens, with 86 before it, in full-width digits. */
    public static Optional<Mobile> read(String typed) {
        String digits = DECORATION
                .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("")
                .replaceFirst("^(\\+|00)?86(?=1[0-9]{10}$)", "");
        return NUMBER.matcher(digits).matches() ? Optional.of(new Mobile(digits)) : Optional.empty();
    }

    @Override
    public String toString() {
        return Masking.mobile(value);
    }
}

package cn.bankscrm.web.customer;

import java.util.regex.Pattern;

/**
 * What somebody searched by, as far as its form tells: the audit log names this and never what was typed. The names are
 * stored.
 */
enum SearchKind {
    MOBILE("1[0-9]{10}"),
    CERTIFICATE("[0-9]{17}[0-9Xx]|[0-9]{15}"),
    NAME(".*\\p{IsHan}.*"),
    CUSTOMER_NO(".*");

    private final Pattern form;

    SearchKind(String form) {
        this.form = Pattern.compile(form, Pattern.DOTALL);
    }

    static SearchKind of(String typed) {
        String text = typed.strip();
        for (SearchKind kind : values()) {
            if (kind.form.matcher(text).matches()) {
                return kind;
            }
        }
        throw new IllegalStateException("The last one takes everything");
    }
}

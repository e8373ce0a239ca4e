package cn.bankscrm.core.importing;

import org.jspecify.annotations.Nullable;

/**
 * A column of a file.
 *
 * @param name as in the header row
 * @param expected whether the header must name it
 * @param required whether every row must fill it
 * @param longest in UTF-16 units
 * @param shape what its text must look like
 */
record Column(String name, boolean expected, boolean required, int longest, Shape shape) {

    /** The number of a customer whom the bank knows; see {@link Stage#rejectUnknownCustomers}. */
    static final Column CUSTOMER_NO = required("customer_no", 32, Shape.ANY);

    /** The number of a member of staff. */
    static final Column STAFF_NO = required("staff_no", 32, Shape.ANY);

    static Column required(String name, int longest, Shape shape) {
        return new Column(name, true, true, longest, shape);
    }

    static Column optional(String name, int longest, Shape shape) {
        return new Column(name, true, false, longest, shape);
    }

    /** A file may do without it. */
    static Column extra(String name, int longest, Shape shape) {
        return new Column(name, false, false, longest, shape);
    }

    @Nullable
    String fault(String text) {
        if (text.isEmpty()) {
            return required ? "不能为空" : null;
        }
        if (text.length() > longest) {
            return "超过 " + longest + " 个字符";
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return "含有换行等控制字符";
            }
        }
        return shape.fault(text);
    }

    /** The column in which it waits, as SQL defines it: amounts in cents, under a name that says so. */
    String staged() {
        if (shape.equals(Shape.MONEY)) {
            return name + "_cents bigint";
        }
        return name + (shape.equals(Shape.DATE) ? " date" : shape.equals(Shape.TIME) ? " timestamptz" : " text");
    }

    /** Writes a text without a fault as {@link #staged()} has it; an empty one as null. */
    void stage(String text, CopyBuffer out) {
        if (shape.equals(Shape.MONEY) && !text.isEmpty()) {
            out.bigint(Shape.cents(text));
        } else if (shape.equals(Shape.DATE)) {
            out.date(Shape.date(text));
        } else if (shape.equals(Shape.TIME)) {
            out.time(Shape.time(text));
        } else {
            out.text(text);
        }
    }
}

package cn.bankscrm.core.importing;

import org.jspecify.annotations.Nullable;

/**
 * A column of a file.
 *
 * @param name as in the header row
 * @param required whether every row must fill it
 * @param longest in UTF-16 units
 * @param shape what its text must look like
 */
record Column(String name, boolean required, int longest, Shape shape) {

    static Column required(String name, int longest, Shape shape) {
        return new Column(name, true, longest, shape);
    }

    static Column optional(String name, int longest, Shape shape) {
        return new Column(name, false, longest, shape);
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
}

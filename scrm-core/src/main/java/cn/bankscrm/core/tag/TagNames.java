package cn.bankscrm.core.tag;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rules for names of tags and groups, WeCom's and the bank's own alike. */
final class TagNames {

    /** WeCom allows no longer ones. */
    private static final int LONGEST = 30;

    private TagNames() {}

    static boolean fits(String name) {
        return !name.isBlank() && name.codePointCount(0, name.length()) <= LONGEST;
    }

    /** One name a line; blank lines and repetitions count for nothing. */
    static List<String> lines(String text) {
        Set<String> names = new LinkedHashSet<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(names::add);
        return List.copyOf(names);
    }
}

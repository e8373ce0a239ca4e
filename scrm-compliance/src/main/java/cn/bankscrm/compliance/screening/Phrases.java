package cn.bankscrm.compliance.screening;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the phrases to look for, each once, and numbers them from 0. */
final class Phrases {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<int[]> symbols = new ArrayList<>();

    /** @param phrase in normal form, not empty; its code points are the symbols */
    int number(String phrase) {
        Integer known = numbers.get(phrase);
        if (known != null) {
            return known;
        }
        int number = symbols.size();
        numbers.put(phrase, number);
        symbols.add(phrase.codePoints().toArray());
        return number;
    }

    int length(int number) {
        return symbols.get(number).length;
    }

    List<int[]> symbols() {
        return symbols;
    }

    int size() {
        return symbols.size();
    }
}

package cn.bankscrm.bench;

import java.util.HashMap;
import java.util.Map;

/** What stands behind a benchmark's name: {@code --size 100000 --rounds 5}. */
record Options(Map<String, Long> numbers) {

    Options {
        numbers = Map.copyOf(numbers);
    }

    /** @throws IllegalArgumentException when that is not pairs of a name and a number */
    static Options of(String... args) {
        Map<String, Long> numbers = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new IllegalArgumentException("Expected --NAME NUMBER, found " + args[i]);
            }
            numbers.put(args[i].substring(2), Long.valueOf(args[i + 1]));
        }
        return new Options(numbers);
    }

    int number(String name, int otherwise) {
        return Math.toIntExact(numbers.getOrDefault(name, (long) otherwise));
    }
}

package cn.bankscrm.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: {@code --name value} on the command line, or {@code SIMULATOR_NAME} in the environment, where
 * several values of one name are joined by commas. The command line wins.
 */
final class CommandLine {
    private static final String PREFIX = "SIMULATOR_";

    private final Map<String, List<String>> options = new LinkedHashMap<>();
    private final Map<String, String> environment;

    private CommandLine(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads a command line.
     *
     * @param valued names that take a value
     * @param flags names that stand alone
     * @throws IllegalArgumentException when a name is unknown or a value is missing
     */
    static CommandLine of(
            List<String> arguments, Map<String, String> environment, Set<String> valued, Set<String> flags) {
        CommandLine line = new CommandLine(environment);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String name = argument.startsWith("--") ? argument.substring(2) : "";
            if (flags.contains(name)) {
                line.add(name, "true");
            } else if (!valued.contains(name)) {
                throw new IllegalArgumentException("unknown option: " + argument);
            } else if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(argument + " needs a value");
            } else {
                line.add(name, arguments.get(++i));
            }
        }
        return line;
    }

    Optional<String> value(String name) {
        List<String> all = values(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    List<String> values(String name) {
        List<String> given = options.get(name);
        if (given != null) {
            return List.copyOf(given);
        }
        @Nullable
        String fromEnvironment =
                environment.get(PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        return fromEnvironment == null || fromEnvironment.isBlank()
                ? List.of()
                : List.of(fromEnvironment.split(",", -1));
    }

    boolean flag(String name) {
        return value(name).filter("true"::equals).isPresent();
    }

    int number(String name, int otherwise) {
        return decimal(name).map(Double::intValue).orElse(otherwise);
    }

    Optional<Double> decimal(String name) {
        return value(name).map(text -> {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--" + name + " must be a number: " + text, e);
            }
        });
    }

    private void add(String name, String value) {
        options.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
}

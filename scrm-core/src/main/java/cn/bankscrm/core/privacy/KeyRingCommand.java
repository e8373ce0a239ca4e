package cn.bankscrm.core.privacy;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A command that writes a ring of keys to the standard output, and nothing else, so that it can go straight into a file
 * or a secret store. Without an argument a new ring; with {@code rotate} the present one, with a new key that is used
 * from then on, and all old ones to read by. The present ring is in a variable of the environment and never an
 * argument: those are there for everybody on the machine to see.
 *
 * @param name what the command is called
 * @param variable where the ring is that is to be rotated
 * @param first makes a new ring
 * @param next makes the rotated ring from the present one
 */
public record KeyRingCommand(String name, String variable, Supplier<String> first, UnaryOperator<String> next) {

    /** For the {@code main} of the command. */
    public void run(String[] arguments) throws IOException {
        String ring = ring(arguments, System.getenv().getOrDefault(variable, ""));
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write((ring + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** @throws IllegalArgumentException when what is asked for cannot be done; the message holds no key */
    public String ring(String[] arguments, String present) {
        if (arguments.length == 0) {
            return first.get();
        }
        if (arguments.length > 1 || !arguments[0].equals("rotate")) {
            throw new IllegalArgumentException(name + " takes no argument, or the word rotate");
        }
        if (present.isBlank()) {
            throw new IllegalArgumentException("Put the ring that is to be rotated into " + variable);
        }
        return next.apply(present);
    }
}

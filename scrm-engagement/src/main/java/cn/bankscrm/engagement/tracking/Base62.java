package cn.bankscrm.engagement.tracking;

import java.math.BigInteger;
import java.util.Optional;

/** Bytes as letters and digits, which survive every chat and every phone; as many for as many bytes. */
final class Base62 {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger RADIX = BigInteger.valueOf(DIGITS.length());
    private static final double BITS_A_DIGIT = Math.log(DIGITS.length()) / Math.log(2);

    private Base62() {}

    /** How many characters so many bytes take. */
    static int length(int bytes) {
        return (int) Math.ceil(bytes * Byte.SIZE / BITS_A_DIGIT);
    }

    static String write(byte[] bytes) {
        char[] text = new char[length(bytes.length)];
        BigInteger rest = new BigInteger(1, bytes);
        for (int i = text.length - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(RADIX);
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(text);
    }

    /** @return empty for what was not written here: another length, another character, a number too large */
    static Optional<byte[]> read(String text, int bytes) {
        if (text.length() != length(bytes)) {
            return Optional.empty();
        }
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            value = value.multiply(RADIX).add(BigInteger.valueOf(digit));
        }
        if (value.bitLength() > bytes * Byte.SIZE) {
            return Optional.empty();
        }
        byte[] magnitude = value.toByteArray();
        byte[] read = new byte[bytes];
        int taken = Math.min(magnitude.length, bytes);
        System.arraycopy(magnitude, magnitude.length - taken, read, bytes - taken, taken);
        return Optional.of(read);
    }
}

package cn.bankscrm.compliance.archive;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What a file is, told by its first bytes alone: what a sender calls it decides nothing. Only kinds that a browser
 * shows without running anything are known.
 */
final class ContentType {

    /** How many bytes have to be looked at. */
    static final int HEAD = 16;

    static final String UNKNOWN = "application/octet-stream";

    private static final Set<String> AUDIO_BRANDS = Set.of("M4A ", "M4B ");

    private ContentType() {}

    /** @param head the first bytes, as many as there are */
    static String of(byte[] head) {
        if (starts(head, 0, 0xff, 0xd8, 0xff)) {
            return "image/jpeg";
        } else if (starts(head, 0, 0x89, 'P', 'N', 'G')) {
            return "image/png";
        } else if (starts(head, 0, 'G', 'I', 'F', '8')) {
            return "image/gif";
        } else if (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'E', 'B', 'P')) {
            return "image/webp";
        } else if (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'A', 'V', 'E')) {
            return "audio/wav";
        } else if (starts(head, 0, '#', '!', 'A', 'M', 'R')) {
            return "audio/amr";
        } else if (starts(head, 0, 'I', 'D', '3') || starts(head, 0, 0xff, 0xfb) || starts(head, 0, 0xff, 0xf3)) {
            return "audio/mpeg";
        } else if (starts(head, 4, 'f', 't', 'y', 'p')) {
            return head.length >= 12 && AUDIO_BRANDS.contains(new String(head, 8, 4, StandardCharsets.ISO_8859_1))
                    ? "audio/mp4"
                    : "video/mp4";
        } else if (starts(head, 0, '%', 'P', 'D', 'F')) {
            return "application/pdf";
        }
        return UNKNOWN;
    }

    private static boolean starts(byte[] head, int at, int... bytes) {
        if (head.length < at + bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[at + i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}

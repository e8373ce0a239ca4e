package cn.bankscrm.compliance.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message's JSON, understood as far as anybody knows its kind.
 *
 * @param at empty where the message does not say
 * @param room empty outside of rooms
 * @param text what can be searched and screened; empty where there is none
 * @param replaces the message that this one takes back or rewrites
 */
record ParsedMessage(
        ChatMessage.Action action,
        String from,
        List<String> to,
        String room,
        Optional<Instant> at,
        String kind,
        String text,
        List<MediaName> media,
        Optional<Agreement> agreement,
        Optional<String> replaces) {

    ParsedMessage {
        to = List.copyOf(to);
        media = List.copyOf(media);
    }

    /**
     * A file that the message names.
     *
     * @param size in bytes; below 0 where the message does not say
     * @param md5 in hexadecimal; empty where the message does not say
     * @param name as its sender called it; empty where it has none
     */
    record MediaName(String sdkFileId, String kind, long size, String md5, String name) {

        /** Without the name. */
        @Override
        public String toString() {
            return "MediaName[" + kind + "]";
        }
    }

    /** A customer agreed to the archive, or refused it. */
    record Agreement(String externalUserId, boolean agreed, Instant at) {}

    /** Without what was said. */
    @Override
    public String toString() {
        return "ParsedMessage[" + action + ", " + kind + "]";
    }
}

package cn.bankscrm.compliance.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The shape in which archives are pulled elsewhere, as read in public code: the number is stored before the messages
 * are, there is one private key, and a kind that the parser does not know ends the page. What it holds survives its
 * death.
 */
final class NaivePeer {

    private static final List<String> KNOWN = List.of("text", "voice", "image");

    private long storedSeq;
    private final List<String> stored = new ArrayList<>();

    List<String> stored() {
        return stored;
    }

    /** @return whether there was anything */
    boolean pullOnce(ChatArchiveSource source, Map<Integer, String> keys, boolean diesAfterCursor) {
        List<EncryptedRecord> page = source.pull(storedSeq, ChatArchiveSource.LARGEST_PAGE);
        if (page.isEmpty()) {
            return false;
        }
        storedSeq = page.getLast().seq();
        if (diesAfterCursor) {
            return true;
        }
        PrivateKeys only = new PrivateKeys(keys);
        for (EncryptedRecord entry : page) {
            String random = only.open(1, entry.randomKey()).orElse("");
            if (!random.isEmpty()
                    && StandInArchive.open(new ChatArchiveSource.Sealed(random, entry.ciphertext()))
                            instanceof ChatArchiveSource.Opened.Message(String json)) {
                String kind = MessageJson.read(json).map(ParsedMessage::kind).orElse("");
                if (!KNOWN.contains(kind)) {
                    return true;
                }
                stored.add(entry.msgId());
            }
        }
        return true;
    }
}

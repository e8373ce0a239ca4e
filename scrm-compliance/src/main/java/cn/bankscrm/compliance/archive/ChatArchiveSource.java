package cn.bankscrm.compliance.archive;

import java.util.List;

/**
 * Where chats come from (会话内容存档): WeCom's Finance SDK, or a stand-in for it. Every method may be called again with the
 * same arguments. Safe for use by many threads; never called inside a transaction.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 91774 and 91552, as read 2026-07.
 */
public interface ChatArchiveSource {

    /** The most records that WeCom hands out at once. */
    int LARGEST_PAGE = 1000;

    /** Whose archive it is; the cursor is kept under this name. */
    String name();

    /** What it is that keeps it from being asked, a word of {@link ArchiveState}; empty when it can be asked. */
    default String missing() {
        return "";
    }

    /**
     * The records after a number, in the order of their numbers, from the first that WeCom still has.
     *
     * @param afterSeq 0 for the first page
     * @param limit at most {@link #LARGEST_PAGE}
     * @return fewer than the limit when there are no more
     * @throws ArchiveSourceFailure when there is no usable answer
     */
    List<EncryptedRecord> pull(long afterSeq, int limit);

    /**
     * Opens records whose random keys were opened already. What WeCom says of one record is no matter of the others.
     *
     * @return an outcome for each, in the same order
     * @throws ArchiveSourceFailure when nobody could be asked
     */
    List<Opened> open(List<Sealed> records);

    /**
     * A piece of a file.
     *
     * @param index empty for the first piece, then as the piece before told
     * @throws ArchiveSourceFailure when there is no usable answer
     */
    MediaPiece media(String sdkFileId, String index);

    /**
     * @param randomKey opened with the bank's private key
     * @param ciphertext as WeCom told it, Base64
     */
    record Sealed(String randomKey, String ciphertext) {

        /** Neither key nor contents. */
        @Override
        public String toString() {
            return "Sealed";
        }
    }

    /** What became of a record. */
    sealed interface Opened {

        /** @param json the message */
        record Message(String json) implements Opened {

            /** Not what was said. */
            @Override
            public String toString() {
                return "Message";
            }
        }

        /** @param code of WeCom's, or of ours below 0 */
        record Refused(int code) implements Opened {}
    }

    /**
     * @param bytes at most 512 KB
     * @param nextIndex to ask for the next piece with
     * @param last whether there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // written to a file once, never compared
    record MediaPiece(byte[] bytes, String nextIndex, boolean last) {

        /** Without the contents. */
        @Override
        public String toString() {
            return "MediaPiece[" + bytes.length + " bytes, last=" + last + "]";
        }
    }
}

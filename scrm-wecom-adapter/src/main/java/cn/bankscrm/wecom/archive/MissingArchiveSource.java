package cn.bankscrm.wecom.archive;

import cn.bankscrm.compliance.archive.ArchiveSourceFailure;
import cn.bankscrm.compliance.archive.ChatArchiveSource;
import cn.bankscrm.compliance.archive.EncryptedRecord;
import java.util.List;

/**
 * There is nothing to pull from.
 *
 * @param missing why, a word
 */
record MissingArchiveSource(String name, String missing) implements ChatArchiveSource {

    @Override
    public List<EncryptedRecord> pull(long afterSeq, int limit) {
        throw new ArchiveSourceFailure(ArchiveSourceFailure.Kind.LIBRARY, 0);
    }

    @Override
    public List<Opened> open(List<Sealed> records) {
        throw new ArchiveSourceFailure(ArchiveSourceFailure.Kind.LIBRARY, 0);
    }

    @Override
    public MediaPiece media(String sdkFileId, String index) {
        throw new ArchiveSourceFailure(ArchiveSourceFailure.Kind.LIBRARY, 0);
    }
}

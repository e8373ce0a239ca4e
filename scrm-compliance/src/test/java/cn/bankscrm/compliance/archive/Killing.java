package cn.bankscrm.compliance.archive;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/**
 * Kills a node at one of its step boundaries, the next one at each new life: after WeCom's answer, before a commit,
 * after a commit. What is thrown is an error that nobody handles, so nothing is put in order.
 */
final class Killing {

    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    /** @param boundaries that are passed before the node dies */
    void after(int boundaries) {
        left.set(boundaries);
    }

    void never() {
        left.set(Integer.MAX_VALUE);
    }

    private void boundary() {
        if (left.getAndDecrement() == 0) {
            throw new Killed();
        }
    }

    PlatformTransactionManager over(PlatformTransactionManager transactions) {
        return new PlatformTransactionManager() {
            @Override
            public TransactionStatus getTransaction(
                    @org.jspecify.annotations.Nullable TransactionDefinition definition) {
                return transactions.getTransaction(definition);
            }

            @Override
            public void commit(TransactionStatus status) {
                try {
                    boundary();
                } catch (Killed e) {
                    transactions.rollback(status);
                    throw e;
                }
                transactions.commit(status);
                boundary();
            }

            @Override
            public void rollback(TransactionStatus status) {
                transactions.rollback(status);
            }
        };
    }

    ChatArchiveSource over(ChatArchiveSource source) {
        return new ChatArchiveSource() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public List<EncryptedRecord> pull(long afterSeq, int limit) {
                List<EncryptedRecord> page = source.pull(afterSeq, limit);
                boundary();
                return page;
            }

            @Override
            public List<Opened> open(List<Sealed> records) {
                List<Opened> opened = source.open(records);
                boundary();
                return opened;
            }

            @Override
            public MediaPiece media(String sdkFileId, String index) {
                MediaPiece piece = source.media(sdkFileId, index);
                boundary();
                return piece;
            }
        };
    }
}

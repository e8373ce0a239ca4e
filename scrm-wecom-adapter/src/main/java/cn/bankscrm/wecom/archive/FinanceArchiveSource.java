package cn.bankscrm.wecom.archive;

import cn.bankscrm.compliance.archive.ArchiveSourceFailure;
import cn.bankscrm.compliance.archive.ArchiveSourceFailure.Kind;
import cn.bankscrm.compliance.archive.ChatArchiveSource;
import cn.bankscrm.compliance.archive.EncryptedRecord;
import cn.bankscrm.wecom.archive.FinanceProcess.Answer;
import cn.bankscrm.wecom.archive.child.Frames;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * WeCom's Finance SDK. A record that makes the library crash is tried twice, each time in a new process, and then given
 * back as refused: the records around it are read.
 */
final class FinanceArchiveSource implements ChatArchiveSource, AutoCloseable {

    /** Ours: the library dies of the record. */
    static final int CRASH = -2;

    private static final int DEATHS_ALLOWED = 2;

    private final String corpId;
    private final FinanceProcess process;
    private final ArchiveSourceProperties properties;

    FinanceArchiveSource(String corpId, FinanceProcess process, ArchiveSourceProperties properties) {
        this.corpId = corpId;
        this.process = process;
        this.properties = properties;
    }

    @Override
    public String name() {
        return corpId;
    }

    @Override
    public List<EncryptedRecord> pull(long afterSeq, int limit) {
        Answer answer = process.call(fields -> {
            fields.writeByte(Frames.PULL);
            fields.writeLong(afterSeq);
            fields.writeInt(limit);
            Frames.text(fields, properties.proxy());
            Frames.text(fields, properties.proxyPassword());
            fields.writeInt(properties.seconds());
        });
        return ChatData.records(new String(succeeded(answer).body(), StandardCharsets.UTF_8));
    }

    @Override
    public List<Opened> open(List<Sealed> records) {
        List<Opened> opened = new ArrayList<>();
        int deaths = 0;
        while (opened.size() < records.size()) {
            int done = opened.size();
            try {
                openFrom(records, opened);
            } catch (ArchiveSourceFailure failure) {
                if (failure.kind() != Kind.LIBRARY) {
                    throw failure;
                }
                deaths = opened.size() == done ? deaths + 1 : 1;
                if (deaths >= DEATHS_ALLOWED) {
                    opened.add(new Opened.Refused(CRASH));
                    deaths = 0;
                }
            }
        }
        return opened;
    }

    private void openFrom(List<Sealed> records, List<Opened> opened) {
        List<Sealed> rest = records.subList(opened.size(), records.size());
        synchronized (process) {
            process.ask(fields -> {
                fields.writeByte(Frames.OPEN);
                fields.writeInt(rest.size());
                for (Sealed sealed : rest) {
                    Frames.text(fields, sealed.randomKey());
                    Frames.text(fields, sealed.ciphertext());
                }
            });
            for (int i = 0; i < rest.size(); i++) {
                Answer answer = process.next();
                opened.add(
                        answer.code() == 0
                                ? new Opened.Message(new String(answer.body(), StandardCharsets.UTF_8))
                                : new Opened.Refused(answer.code()));
            }
        }
    }

    @Override
    public MediaPiece media(String sdkFileId, String index) {
        Answer answer = succeeded(process.call(fields -> {
            fields.writeByte(Frames.MEDIA);
            Frames.text(fields, index);
            Frames.text(fields, sdkFileId);
            Frames.text(fields, properties.proxy());
            Frames.text(fields, properties.proxyPassword());
            fields.writeInt(properties.seconds());
        }));
        try {
            DataInputStream fields = new DataInputStream(new ByteArrayInputStream(answer.body()));
            return new MediaPiece(Frames.bytes(fields), Frames.text(fields), fields.readBoolean());
        } catch (IOException e) {
            throw new ArchiveSourceFailure(Kind.MALFORMED, e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private static Answer succeeded(Answer answer) {
        if (answer.code() != 0) {
            throw new ArchiveSourceFailure(FinanceCodes.kind(answer.code()), answer.code());
        }
        return answer;
    }
}

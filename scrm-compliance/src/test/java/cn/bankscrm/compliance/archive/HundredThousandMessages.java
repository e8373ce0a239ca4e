package cn.bankscrm.compliance.archive;

import java.util.Set;
import java.util.TreeSet;

/**
 * What WeCom may hand out: 100,000 messages, 1,500 in a row without text, another key from 40 % on, records that are
 * corrupt in each way they can be, messages that come again under other numbers, and a kind that nobody knows.
 */
final class HundredThousandMessages {

    static final int MESSAGES = 100_000;
    static final int CORRUPT = 8;
    static final int AGAIN = 30;

    private static final int WITHOUT_TEXT = 20_000;
    private static final int IN_A_ROW = 1_500;
    private static final int ROTATED = 40_000;
    private static final long BEGIN = 1_763_000_000_000L;

    final StandInArchive weCom = new StandInArchive();

    /** Ids of the messages that can be read. */
    final Set<String> readable = new TreeSet<>();

    HundredThousandMessages() {
        for (int i = 0; i < MESSAGES; i++) {
            if (i == ROTATED) {
                weCom.rotate();
            }
            String id = "m" + i + "_external";
            weCom.add(id, json(id, i));
            readable.add(id);
            if (i % (MESSAGES / AGAIN) == 700) {
                weCom.add(id, json(id, i));
            }
        }
        for (int i = 0; i < CORRUPT; i++) {
            spoil(5_000L + 11_000L * i, i);
        }
    }

    private void spoil(long seq, int how) {
        EncryptedRecord entry = weCom.at(seq);
        String random = how % 4 == 0 ? "AAAA" : entry.randomKey();
        String body = switch (how % 4) {
            case 1 -> entry.ciphertext().substring(0, 40);
            case 2 -> "not base64 at all \0";
            case 3 -> entry.ciphertext().replace('A', 'B').replace('c', 'd');
            default -> entry.ciphertext();
        };
        weCom.put(new EncryptedRecord(seq, entry.msgId(), entry.keyVersion(), random, body));
        readable.remove(entry.msgId());
    }

    private static String json(String id, int i) {
        long at = BEGIN + i * 1_000L;
        int customer = i % 400;
        String from = i % 2 == 0 ? "zhangsan" + customer % 20 : "wmCustomer" + customer;
        String to = i % 2 == 0 ? "wmCustomer" + customer : "zhangsan" + customer % 20;
        String head = "{\"msgid\":\"" + id + "\",\"action\":\"send\",\"from\":\"" + from + "\",\"tolist\":[\"" + to
                + "\"],\"roomid\":\"\",\"msgtime\":" + at + ",";
        boolean silent = i >= WITHOUT_TEXT && i < WITHOUT_TEXT + IN_A_ROW;
        if (silent) {
            return head + "\"msgtype\":\"voice\",\"voice\":{\"md5sum\":\"a\",\"voice_size\":1,\"sdkfileid\":\"f" + i
                    + "\"}}";
        }
        return i == 60_123
                ? head + "\"msgtype\":\"telepathy\",\"telepathy\":{\"thought\":1}}"
                : head + "\"msgtype\":\"text\",\"text\":{\"content\":\"您好,第" + i + "笔理财到期了\"}}";
    }
}

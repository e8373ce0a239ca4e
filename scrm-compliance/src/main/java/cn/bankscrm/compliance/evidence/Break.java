package cn.bankscrm.compliance.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place where what is stored is not what was chained.
 *
 * @param day the day of the chain; of a record without a place, the day of its own time; null where it is no matter of
 *     a day
 * @param place in the chain; 0: it has none
 * @param kind of the record; null where the chain itself is broken
 * @param id the record's number: seq of a message, id of anything else; 0 where the chain itself is broken
 * @param at the record's time
 * @param other the number of the record it was swapped with; 0: of none
 */
record Break(
        What what,
        @Nullable LocalDate day,
        long place,
        @Nullable RecordKind kind,
        long id,
        @Nullable Instant at,
        long other) {

    /** What happened to it. */
    enum What {
        CHANGED("内容被改动", "was changed"),
        REMOVED("被删除", "was removed"),
        INSERTED("不在链中:后来插入,或其存证被删", "is not in the chain: it was inserted, or its place was taken out"),
        BACKDATED("写入时间与所称时间不符:后来插入", "was written at another time than it says: it was inserted"),
        SWAPPED("与另一条互换", "was swapped with another"),
        LEAF_CHANGED("存证条目被改动或调换", "the chain's entry was changed or swapped"),
        LEAF_REMOVED("存证条目被删除", "the chain's entry was removed"),
        LEAF_INSERTED("多出存证条目", "the chain has an entry too many"),
        DAY_REMOVED("此前的封存日被删除", "a sealed day before it was removed"),
        DAY_UNLINKED("与前一封存日不衔接", "does not follow the sealed day before"),
        ROOT_CHANGED("封存的默克尔根被改动", "the sealed Merkle root was changed"),
        SEAL_CHANGED("封存内容或签名被改动", "the seal or its signature was changed"),
        KEY_UNKNOWN("不是本行密钥所签", "was not signed by a key of this bank"),
        DELETION_CHANGED("清理证明被改动或伪造", "the proof of its deletion was changed or forged");

        private final String chinese;
        private final String english;

        What(String chinese, String english) {
            this.chinese = chinese;
            this.english = english;
        }
    }

    static Break ofChain(What what, LocalDate day, long place) {
        return new Break(what, day, place, null, 0, null, 0);
    }

    static Break ofRecord(What what, LocalDate day, Leaf leaf) {
        return new Break(what, day, leaf.place(), leaf.kind(), leaf.id(), leaf.at(), 0);
    }

    static Break swapped(LocalDate day, Leaf leaf, long other) {
        return new Break(What.SWAPPED, day, leaf.place(), leaf.kind(), leaf.id(), leaf.at(), other);
    }

    /** One line in both languages; numbers and times alone, nothing of the contents. */
    String told() {
        StringBuilder line = new StringBuilder();
        line.append(day == null ? "" : day + " ");
        line.append(place == 0 ? "" : "第 " + place + " 条 ");
        Optional.ofNullable(kind)
                .ifPresent(known -> line.append(known.chinese())
                        .append(' ')
                        .append(known == RecordKind.MESSAGE ? "seq " : "id ")
                        .append(id)
                        .append("(")
                        .append(at)
                        .append(") "));
        line.append(what.chinese);
        line.append(other == 0 ? "" : "(" + other + ")");
        line.append(" / ").append(what.english);
        line.append(other == 0 ? "" : " (" + other + ")");
        return line.toString();
    }
}

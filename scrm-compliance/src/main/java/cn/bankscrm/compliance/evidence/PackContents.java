package cn.bankscrm.compliance.evidence;

import cn.bankscrm.compliance.archive.KindFacts;
import cn.bankscrm.core.privacy.FieldCipher;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a pack holds. To be called in one transaction with repeatable reads. */
@Component
class PackContents {

    private static final int CHUNK = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final PackAttachments attachments;
    private final PackHits hits;
    private final PackReviews reviews;
    private final PackPeople people;
    private final PackWords words;
    private final EvidenceRecords records;

    PackContents(
            JdbcClient db,
            FieldCipher cipher,
            PackAttachments attachments,
            PackHits hits,
            PackReviews reviews,
            PackPeople people,
            PackWords words) {
        this.people = people;
        this.words = words;
        this.db = db;
        this.cipher = cipher;
        this.attachments = attachments;
        this.hits = hits;
        this.reviews = reviews;
        this.records = new EvidenceRecords(db);
    }

    /**
     * @return how many records the pack holds
     * @throws IllegalArgumentException when nothing is selected
     */
    int write(PackWriter pack, PackSelection selection, PackTitle title, PackProgress progress) throws IOException {
        List<EvidenceRecords.Key> messages = selected(selection);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("所选范围内没有消息 / No message is selected");
        }
        PackProofs proofs = new PackProofs(db);
        List<PackMessage> shown = new ArrayList<>();
        pack.file(PackVerification.RECORDS.getFirst(), out -> messages(out, messages, proofs, shown, progress));
        List<EvidenceRecords.Key> looks = looks(messages);
        List<ChainedRecord> looked = new ArrayList<>();
        pack.file(PackVerification.RECORDS.get(1), out -> lines(out, looks, proofs, looked));
        List<Map<String, @Nullable Object>> media = attachments.write(
                pack, messages.stream().map(EvidenceRecords.Key::id).toList());
        pack.json("consents.json", attachments.consents(messages));
        PackHits.Found found = hits.in(shown);
        pack.json("hits.json", found.written());
        PackReviews.Made made = reviews.write(
                pack, messages.stream().map(EvidenceRecords.Key::id).toList());
        pack.json("keys.json", publicKeys());
        pack.json(PackVerification.DAYS, proofs.statements());
        PackChatHtml chat = new PackChatHtml(title, words, people.named(ids(shown)), found.hits(), media);
        PackReviewHtml review = new PackReviewHtml(title, words);
        pack.text(
                "index.html",
                new PackHtml(
                                title,
                                shown.size(),
                                new PackHtml.Parts(
                                        chat.messages(shown),
                                        chat.files(),
                                        review.alerts(made.alerts()),
                                        review.cases(made.cases()),
                                        review.samples(made.samples()),
                                        review.looks(looked),
                                        looked.size()))
                        .write());
        pack.text("说明.txt", README);
        return messages.size() + looks.size();
    }

    /** Of everybody whom the page names: who wrote, and whose cards were sent. */
    private static Set<String> ids(List<PackMessage> shown) {
        return shown.stream()
                .flatMap(message -> Stream.concat(
                        Stream.of(message.from()),
                        message.facts().stream()
                                .filter(fact -> fact.name().equals("whose"))
                                .map(KindFacts.Fact::value)))
                .collect(Collectors.toSet());
    }

    private List<EvidenceRecords.Key> selected(PackSelection selection) {
        return switch (selection) {
            case PackSelection.Conversation one ->
                db.sql("""
                            select seq, at from compliance.chat_message
                            where conversation_id = :conversation
                                and at >= cast(:from as date)::timestamp at time zone 'Asia/Shanghai'
                                and at < (cast(:to as date) + 1)::timestamp at time zone 'Asia/Shanghai'
                            order by at, seq
                            """)
                        .param("conversation", one.id())
                        .param("from", one.from())
                        .param("to", one.to())
                        .query((row, number) ->
                                key(RecordKind.MESSAGE, row.getLong(1), row.getObject(2, OffsetDateTime.class)))
                        .list();
            case PackSelection.Messages some ->
                db.sql("""
                            select m.seq, m.at from compliance.archive_record r
                            join compliance.chat_message m on m.at = r.at and m.seq = r.seq
                            where r.seq = any(:seqs) order by m.at, m.seq
                            """)
                        .param("seqs", some.seqs().toArray(Long[]::new))
                        .query((row, number) ->
                                key(RecordKind.MESSAGE, row.getLong(1), row.getObject(2, OffsetDateTime.class)))
                        .list();
        };
    }

    private static EvidenceRecords.Key key(RecordKind kind, long id, OffsetDateTime at) {
        return new EvidenceRecords.Key(kind, id, at.toInstant());
    }

    /** Who looked at these conversations, or saw messages of them among the results of a search. */
    private List<EvidenceRecords.Key> looks(List<EvidenceRecords.Key> messages) {
        return db.sql("""
                        with chosen as (
                            select distinct m.conversation_id as id
                            from unnest(:ids, cast(:times as timestamptz[])) as asked (id, at)
                            join compliance.chat_message m on m.at = asked.at and m.seq = asked.id)
                        select a.id, a.at from core.audit_entry a
                        where a.subject_kind = 'CONVERSATION' and a.subject_id in (select id::text from chosen)
                        union
                        select a.id, a.at from chosen
                        join core.audit_entry a
                            on a.action = 'CHATS_SEARCHED' and a.details -> 'conversations' @> to_jsonb(chosen.id)
                        order by at, id
                        """)
                .param("ids", messages.stream().map(EvidenceRecords.Key::id).toArray(Long[]::new))
                .param(
                        "times",
                        messages.stream().map(key -> key.at().toString()).toArray(String[]::new))
                .query((row, number) -> key(RecordKind.AUDIT, row.getLong(1), row.getObject(2, OffsetDateTime.class)))
                .list();
    }

    private void messages(
            OutputStream out,
            List<EvidenceRecords.Key> keys,
            PackProofs proofs,
            List<PackMessage> shown,
            PackProgress progress)
            throws IOException {
        for (int from = 0; from < keys.size(); from += CHUNK) {
            progress.at(from, keys.size());
            List<EvidenceRecords.Key> chunk = keys.subList(from, Math.min(keys.size(), from + CHUNK));
            Map<EvidenceRecords.Key, Clear> clear = clear(chunk);
            var found = records.read(chunk);
            var entries = proofs.entries(RecordKind.MESSAGE, chunk);
            for (EvidenceRecords.Key key : chunk) {
                ChainedRecord record = Objects.requireNonNull(found.get(key), "read a moment ago");
                Clear text = Objects.requireNonNull(clear.get(key), "read a moment ago");
                var entry = Optional.ofNullable(entries.get(key));
                Map<String, @Nullable Object> line = proofs.line(
                        record,
                        entry.map(Map.Entry::getValue).orElse(null),
                        entry.map(Map.Entry::getKey).orElse(null));
                line.put("raw", text.raw());
                write(out, line);
                shown.add(new PackMessage(
                        key.id(),
                        key.at(),
                        Optional.ofNullable(record.value("from")).orElse(""),
                        "true".equals(record.value("fromStaff")),
                        Optional.ofNullable(record.value("type")).orElse(""),
                        Optional.ofNullable(record.value("action")).orElse(""),
                        text.text(),
                        KindFacts.of(text.raw()),
                        text.recalledAt(),
                        entry.isPresent()));
            }
        }
    }

    private void lines(OutputStream out, List<EvidenceRecords.Key> keys, PackProofs proofs, List<ChainedRecord> shown)
            throws IOException {
        for (int from = 0; from < keys.size(); from += CHUNK) {
            List<EvidenceRecords.Key> chunk = keys.subList(from, Math.min(keys.size(), from + CHUNK));
            var found = records.read(chunk);
            var entries = proofs.entries(RecordKind.AUDIT, chunk);
            for (EvidenceRecords.Key key : chunk) {
                var entry = Optional.ofNullable(entries.get(key));
                ChainedRecord record = Objects.requireNonNull(found.get(key), "read a moment ago");
                shown.add(record);
                write(
                        out,
                        proofs.line(
                                record,
                                entry.map(Map.Entry::getValue).orElse(null),
                                entry.map(Map.Entry::getKey).orElse(null)));
            }
        }
    }

    private static void write(OutputStream out, Map<String, @Nullable Object> line) throws IOException {
        out.write(JSON.writeValueAsBytes(line));
        out.write('\n');
    }

    private Map<EvidenceRecords.Key, Clear> clear(List<EvidenceRecords.Key> keys) {
        return db
                .sql("""
                        select m.seq, m.at, m.text_enc, m.raw_enc,
                            (select min(c.at) from compliance.chat_recall c where c.msgid = m.msgid) as recalled_at
                        from unnest(:ids, cast(:times as timestamptz[])) as asked (id, at)
                        join compliance.chat_message m on m.at = asked.at and m.seq = asked.id
                        """)
                .param("ids", keys.stream().map(EvidenceRecords.Key::id).toArray(Long[]::new))
                .param("times", keys.stream().map(key -> key.at().toString()).toArray(String[]::new))
                .query((row, number) -> {
                    byte[] text = row.getBytes("text_enc");
                    return Map.entry(
                            key(RecordKind.MESSAGE, row.getLong("seq"), row.getObject("at", OffsetDateTime.class)),
                            new Clear(
                                    text == null ? "" : cipher.decrypt("chat.text", text),
                                    cipher.decrypt("chat.raw", row.getBytes("raw_enc")),
                                    Optional.ofNullable(row.getObject("recalled_at", OffsetDateTime.class))
                                            .map(OffsetDateTime::toInstant)));
                })
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<String> publicKeys() {
        return db.sql("select public_key from compliance.evidence_key order by used_from")
                .query((row, number) -> Base64.getEncoder().encodeToString(row.getBytes(1)))
                .list();
    }

    private record Clear(String text, String raw, Optional<Instant> recalledAt) {
        @Override
        public String toString() {
            return "Clear[]";
        }
    }

    private static final String README = """
            证据包说明

            index.html          可阅读的聊天记录、预警、案件、抽检与查看记录(任何浏览器,无需联网)
            messages.ndjson     每行一条消息:各字段、企业微信原文(raw)、默克尔证明(proof)
            access-log.ndjson   每行一条审计日志:谁、何时、为何查看过这些会话或在检索结果中看到,附证明
            media.json、media/  消息中的文件、其 SHA-256,图片中的二维码、条形码与文字
            consents.json       客户对会话存档的同意状态
            hits.json           生成时有效的词库在这些消息中的命中(词条、级别、起止位置)
            alerts.json         关于这些消息的预警:规则、级别、命中位置、处置
            cases.json          相关案件及其全部经过
            samples.json        这些会话当月已定的抽检:各轮评审意见
            days.json           各日封存的默克尔根与签名
            keys.json           验证签名的公钥(Ed25519)
            manifest.json       本包全部文件的 SHA-256;manifest.sig 为其签名

            离线验证:./scrm verify-archive --pack 本文件.zip
            公钥编号须与本行另行公布的编号一致。
            """;
}

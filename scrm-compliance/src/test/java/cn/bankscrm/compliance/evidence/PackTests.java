package cn.bankscrm.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.compliance.archive.ArchivedFiles;
import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.compliance.picture.Pictures;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Screener;
import cn.bankscrm.core.audit.TestAuditLog;
import cn.bankscrm.core.contact.TestContactNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticMessageSource;

class PackTests {

    private static final PackOrder ORDER = new PackOrder("投诉 <2026>", "人民法院", "officer", "chief");

    @TempDir
    Path folder;

    private final EvidenceFixture chain = new EvidenceFixture();
    private final List<String> told = new ArrayList<>();
    private ArchivedFiles files =
            new ArchivedFiles(chain.db, EvidenceFixture.CIPHER, ArchivedFiles.store(Path.of("none")));
    private Path pack = Path.of("none");

    @BeforeEach
    void aConversationOverTwoDaysWithALook() {
        files = new ArchivedFiles(chain.db, EvidenceFixture.CIPHER, ArchivedFiles.store(folder.resolve("kept")));
        chain.messages(5);
        chain.endDay();
        chain.messages(3);
        chain.db.sql("""
                        insert into core.audit_entry (at, actor_kind, actor, action, subject_kind, subject_id, reason)
                        values (clock_timestamp(), 'ACCOUNT', 'officer', 'CUSTOMER_OPENED', 'CONVERSATION', :id, '核查投诉')
                        """).param("id", Long.toString(chain.conversation())).update();
        pack = packs().build(
                        new PackSelection.Conversation(
                                chain.conversation(), chain.today().minusDays(1), chain.today()),
                        ORDER,
                        folder,
                        (done, total) -> told.add(done + "/" + total));
    }

    @Test
    void provesEveryMessageAndEveryLookAtThemWithoutADatabase() throws IOException {
        PackReport report = verify(pack);

        assertThat(report.faults()).isEmpty();
        assertThat(report.records()).isEqualTo(9);
        assertThat(contents(pack).keySet())
                .contains(
                        "messages.ndjson",
                        "access-log.ndjson",
                        "media.json",
                        "consents.json",
                        "days.json",
                        "index.html",
                        "manifest.json",
                        "manifest.sig");
        assertThat(chain.db
                        .sql("select details->>'recipient' from core.audit_entry where action = 'EVIDENCE_PACKED'")
                        .query(String.class)
                        .single())
                .isEqualTo("人民法院");
    }

    @Test
    void isReadableByPeopleWithoutANetworkAndBearsWhoWhenAndWhy() throws IOException {
        String page = new String(contents(pack).get("index.html"), StandardCharsets.UTF_8);

        assertThat(page).contains("你好,第 3 条", "officer", "chief", "人民法院", "投诉 &lt;2026&gt;");
        assertThat(page).doesNotContain("<script", "src=", "href=", "<2026>");
        assertThat(page).contains("data:image/svg+xml;base64,", "命中:第 3 条(测试类,提示)");
        assertThat(new String(contents(pack).get("hits.json"), StandardCharsets.UTF_8))
                .contains("\"lexiconVersion\" : \"7\"", "\"entry\" : 31", "\"seq\" : 3");
    }

    @ParameterizedTest
    @CsvSource({
        "messages.ndjson, 第 3 条, 第 4 条, 聊天消息 3:原文被改动",
        "messages.ndjson, \"zhangsan\", \"zhangsam\", 聊天消息 1:内容或证明被改动",
        "access-log.ndjson, 核查投诉, 其他, 审计日志",
        "index.html, 第 3 条, 第 4 条, 文件被改动",
        "manifest.json, 人民法院, 某人, 清单被改动",
        "days.json, \"first\" : 1, \"first\" : 2, 封存内容或签名被改动"
    })
    void namesWhatWasChanged(String file, String from, String to, String named) throws IOException {
        Path changed = rewrite(file, text -> {
            assertThat(text).contains(from);
            return text.replace(from, to);
        });

        assertThat(verify(changed).faults())
                .anySatisfy(fault -> assertThat(fault).contains(named));
    }

    @Test
    void namesAMessageThatWasTakenOutOrAFileThatWasAdded() throws IOException {
        Path shorter = rewrite("messages.ndjson", text -> text.substring(text.indexOf('\n') + 1));
        assertThat(verify(shorter).faults())
                .anySatisfy(fault -> assertThat(fault).contains("条数与清单不符"));

        Path longer = folder.resolve("longer.zip");
        Map<String, byte[]> files = new HashMap<>(contents(pack));
        files.put("extra.txt", new byte[] {1});
        write(longer, files);
        assertThat(verify(longer).faults()).containsExactly("文件不在清单中 / a file was added: extra.txt");
    }

    @Test
    void isRefusedWhenSignedByAStranger() throws IOException {
        PackReport report = new PackVerification(
                        pack,
                        Optional.of(KnownKeys.trusted(EvidenceKeys.generate().publicKeys())))
                .verify();

        assertThat(report.faults()).isNotEmpty().first().asString().contains("不是本行密钥所签");
    }

    @Test
    void theCommandTellsTheFirstBreakAndEndsWithACodeOfItsOwn() throws IOException {
        Path key = folder.resolve("evidence.keys");
        Files.writeString(key, chain.keys.write());

        assertThat(command("--pack", pack.toString())).startsWith("0 ").contains("完好");
        assertThat(command("--pack", pack.toString(), "--key", key.toString()))
                .startsWith("0 ")
                .contains(chain.keys.current())
                .doesNotContain("请与本行公布");
        Path changed = rewrite("messages.ndjson", text -> text.replace("第 3 条", "第 4 条"));
        assertThat(command("--pack", changed.toString())).startsWith("1 ").contains("首个断点");
        assertThat(command("--pack", key.toString())).startsWith("2 ");
        assertThat(command("--from", "gestern")).startsWith("2 ").contains("--from 之后应是日期", "gestern");
        assertThat(command("--from", "2026-11-30", "--to", "2026-11-01"))
                .startsWith("2 ")
                .contains("早于");
        assertThat(command("--sometimes")).startsWith("2 ").contains("usage");
    }

    @Test
    void theCommandVerifiesTheDatabaseItIsToldOf() {
        assertThat(database()).startsWith("0 ").contains("完好");
        assertThat(database("--from", "2031-01-01", "--to", "2031-01-31"))
                .as("where nothing is, nothing is whole")
                .startsWith("2 ")
                .contains("所选期间没有存证")
                .doesNotContain("完好:");
        chain.tamper("update compliance.chat_message set from_id = 'x' where seq = 2");
        assertThat(database()).startsWith("1 ").contains("首个断点").contains("聊天消息 seq 2");
    }

    @Test
    void holdsNothingThatNobodySelected() {
        assertThatThrownBy(() ->
                        packs().build(new PackSelection.Messages(List.of(4711L)), ORDER, folder, (done, total) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PackOrder("r", "x", "Officer", "officer"))
                .isInstanceOf(IllegalArgumentException.class);
        Path some = packs().build(new PackSelection.Messages(List.of(2L, 7L)), ORDER, folder, (done, total) -> {});
        assertThat(some).exists();
    }

    @Test
    void holdsTheAlertsAndCasesOfItsMessagesWithEveryStep() throws IOException {
        chain.tamper("""
                insert into compliance.alert_group
                    (source, rule, level, first_at, last_at, alerts, state, decided_by, decided_at)
                    values ('WORD', '测试类', 'HIGH', now(), now(), 1, 'IN_CASE', 'officer', now());
                insert into compliance.alert (group_id, source, rule, level, lexicon_version, hits, facts, seq, at, raised_at)
                    select id, source, rule, level, 7, '[{"entry": 31, "start": 3, "end": 8}]', '{}', 2, now(), now()
                    from compliance.alert_group;
                insert into compliance.case_file (level, state, opened_by, opened_at, due_at, escalate_at)
                    values ('HIGH', 'IN_REVIEW', 'officer', now(), now(), now());
                insert into compliance.case_alert (group_id, case_id)
                    select g.id, f.id from compliance.alert_group g, compliance.case_file f;
                """);
        chain.db
                .sql("""
                        insert into compliance.case_step (case_id, at, by, step, state, facts, note_enc)
                        select id, now(), 'officer', 'OPENED', 'OPEN', '{}', :note from compliance.case_file
                        """)
                .param("note", EvidenceFixture.CIPHER.encrypt("case.note", "承诺保本,已立案"))
                .update();
        Map<String, byte[]> made = contents(packOf(2L));
        assertThat(new String(made.get("alerts.json"), StandardCharsets.UTF_8))
                .contains("\"seq\" : 2", "\"state\" : \"IN_CASE\"", "\"entry\" : 31");
        assertThat(new String(made.get("cases.json"), StandardCharsets.UTF_8))
                .contains("\"level\" : \"HIGH\"", "承诺保本,已立案");
        assertThat(page(packOf(2L))).contains("案件 ", "核查中", "立案", "承诺保本,已立案", "<td>高</td>");
        made = contents(packOf(7L));
        assertThat(new String(made.get("alerts.json"), StandardCharsets.UTF_8)).doesNotContain("seq");
    }

    @Test
    void tellsPeopleWhoSpokeWhatWasSentAndWhatWasTakenBack() throws IOException {
        chain.tamper("""
                insert into core.staff (id, staff_no, wecom_userid, name, version) values (1, '8001', 'ZhangSan', '张三', 0);
                insert into core.institution (id, code, name, level, province, version) values (1, 'H', '总行', 1, '110000', 0);
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                values (5, 'C5', '\\x00', '\\x00', true, 0, 1);
                insert into core.external_contact (id, external_userid, version) values (2, 'wm1', 0);
                insert into core.binding (id, contact_id, customer_id, bound_at, route, province) values (1, 2, 5, now(), 'app', '110000');
                insert into compliance.chat_recall (msgid, seq, kind, at) values ('m20', 99, 'RECALL', now());
                """);
        said(20, "redpacket", "{\"redpacket\":{\"type\":1,\"wish\":\"恭喜\",\"totalcnt\":1,\"totalamount\":8800}}");
        said(21, "card", "{\"card\":{\"corpname\":\"某行\",\"userid\":\"wm1\"}}");
        said(22, "hologram", "{\"hologram\":{}}");

        assertThat(page(packs().build(
                                new PackSelection.Messages(List.of(20L, 21L, 22L)),
                                ORDER,
                                folder,
                                (done, total) -> {})))
                .contains("员工 张三 工号 8001(zhangsan)", "红包", "金额(元):88.00")
                .contains("名片", "账号:客户号 C5(wm1)", "未知类型:hologram")
                .containsOnlyOnce("撤回或改写");
    }

    @Test
    void holdsWhatSamplingFoundOfItsConversationOnceItIsSettled() throws IOException {
        chain.tamper("""
                insert into compliance.sampling_plan
                    (name, institution_id, share, least, second_share, alert_weight, complaint_weight, new_staff_weight, high_value_weight,
                     new_staff_days, high_value_aum, made_by, made_at)
                values ('月度抽检', 1, 0.1, 1, 0, 0, 0, 0, 0, 90, 0, 'head', now());
                insert into compliance.sampling_draw (plan_id, month, seed, population, frame_digest, drawn_by, drawn_at)
                select id, (select date_trunc('month', at at time zone 'Asia/Shanghai')::date from compliance.chat_message where seq = 2), 1, 1,
                    '\\x00', 'head', now()
                from compliance.sampling_plan;
                insert into compliance.sampling_item (draw_id, conversation_id, staff_id, last_seq, messages, weight, signs, blind)
                select d.id, m.conversation_id, 1, 5, 5, 1, '{}', false from compliance.sampling_draw d, compliance.chat_message m
                where m.seq = 2;
                """);
        chain.db
                .sql("""
                        insert into compliance.sampling_review (item_id, round, reviewer, verdict, category, level, note_enc, decided_at)
                        select id, 'FIRST', 'reviewer', 'FINDING', '承诺收益', 'HIGH', :note, now() from compliance.sampling_item
                        """)
                .param("note", EvidenceFixture.CIPHER.encrypt("sampling.note", "话术不当"))
                .update();

        assertThat(page(packOf(2L)))
                .as("who reviews blindly must not read it")
                .contains("没有已定的抽检")
                .doesNotContain("话术不当");
        chain.tamper("update compliance.sampling_item set settled = 'FINDING', settled_at = now()");

        assertThat(page(packOf(2L))).contains("月度抽检", "初评", "reviewer", "有问题", "承诺收益", "话术不当");
        assertThat(new String(contents(packOf(2L)).get("samples.json"), StandardCharsets.UTF_8))
                .contains("\"verdict\" : \"FINDING\"", "话术不当");
    }

    @Test
    void namesWhoSawItsMessagesAmongTheResultsOfASearch() throws IOException {
        chain.db.sql("""
                        insert into core.audit_entry (at, actor_kind, actor, action, subject_kind, subject_id, reason, details)
                        values (clock_timestamp(), 'ACCOUNT', 'searcher', 'CHATS_SEARCHED', 'CHAT_ARCHIVE', 'chats', '专项排查',
                                jsonb_build_object('conversations', jsonb_build_array(cast(:id as bigint), 4711))),
                            (clock_timestamp(), 'ACCOUNT', 'stranger', 'CHATS_SEARCHED', 'CHAT_ARCHIVE', 'chats', '别的事',
                                '{"conversations": [4711]}')
                        """).param("id", chain.conversation()).update();

        Map<String, byte[]> made = contents(packOf(2L));

        assertThat(new String(made.get("access-log.ndjson"), StandardCharsets.UTF_8))
                .contains("searcher", "专项排查")
                .doesNotContain("stranger");
        assertThat(new String(made.get("index.html"), StandardCharsets.UTF_8)).contains("谁查看过", "searcher", "专项排查");
    }

    /** A message of another type, as the archive keeps it. */
    private void said(long seq, String kind, String raw) {
        chain.message(seq, chain.conversation(), "", chain.clock.instant());
        chain.tamper(
                "update compliance.chat_message set kind = '%s', raw_enc = '\\x%s', digest = '\\x%s' where seq = %d"
                        .formatted(
                                kind,
                                HexFormat.of().formatHex(EvidenceFixture.CIPHER.encrypt("chat.raw", raw)),
                                HexFormat.of().formatHex(DigestAlgorithm.SHA_256.of(raw)),
                                seq));
    }

    @Test
    void holdsTheFilesOfItsMessagesWithTheirDigests() throws IOException {
        byte[] picture = new byte[4_321];
        picture[0] = (byte) 0x89;
        System.arraycopy("PNG".getBytes(StandardCharsets.UTF_8), 0, picture, 1, 3);
        long id = files.add("image", "", picture, 2L, 7L);
        files.add("voice", "", "#!AMR\n...".getBytes(StandardCharsets.UTF_8), 99L);

        Path some = packs().build(new PackSelection.Messages(List.of(2L, 7L)), ORDER, folder, (done, total) -> {});

        assertThat(verify(some).faults()).isEmpty();
        Map<String, byte[]> contents = contents(some);
        assertThat(contents).containsEntry("media/" + id + ".png", picture);
        assertThat(contents.keySet().stream().filter(name -> name.startsWith("media/")))
                .as("each file once, and those of other messages not at all")
                .hasSize(1);
        assertThat(new String(contents.get("media.json"), StandardCharsets.UTF_8))
                .contains("\"file\" : \"media/" + id + ".png\"", "\"mediaType\" : \"image/png\"");
        assertThat(new String(contents.get("index.html"), StandardCharsets.UTF_8))
                .as("beside the message and in the list of files")
                .containsSubsequence(
                        "<div class=\"f\"><a href=\"media/" + id + ".png\"><img src=\"media/",
                        "<h2>文件",
                        "src=\"media/");
        assertThat(told).containsExactly("0/8");
    }

    @Test
    void tellsWhatCodesItsPicturesHold() throws IOException {
        byte[] picture = "\u0089PNG of a code".getBytes(StandardCharsets.ISO_8859_1);
        files.add("image", "", picture, 2L);
        chain.db.sql("""
                        insert into compliance.picture (sha256, state, width, height, next_try_at)
                        select sha256, 'READ', 10, 10, now() from compliance.chat_media
                        """).update();
        chain.db
                .sql("""
                        insert into compliance.picture_code (sha256, number, kind, format, payload_enc)
                        select sha256, 1, 'GROUP', 'QR_CODE', :payload from compliance.chat_media
                        """)
                .param(
                        "payload",
                        EvidenceFixture.CIPHER.encrypt("chat.picture_code", "https://weixin.qq.com/g/<script>"))
                .update();

        Map<String, byte[]> contents = contents(packOf(2L));

        assertThat(new String(contents.get("media.json"), StandardCharsets.UTF_8))
                .contains("\"kind\" : \"GROUP\"", "\"payload\" : \"https://weixin.qq.com/g/<script>\"");
        assertThat(new String(contents.get("index.html"), StandardCharsets.UTF_8))
                .contains("群二维码:https://weixin.qq.com/g/&lt;script&gt;");
    }

    private Path packOf(Long seq) {
        return packs().build(new PackSelection.Messages(List.of(seq)), ORDER, folder, (done, total) -> {});
    }

    private EvidencePacks packs() {
        return new EvidencePacks(
                chain.db,
                chain.transactions,
                chain.chain(),
                chain.keys,
                new PackContents(
                        chain.db,
                        EvidenceFixture.CIPHER,
                        new PackAttachments(chain.db, files.media(), new Pictures(chain.db, EvidenceFixture.CIPHER)),
                        new PackHits(() -> Optional.of(lexicon())),
                        new PackReviews(chain.db, EvidenceFixture.CIPHER),
                        new PackPeople(chain.db, TestContactNames.on(chain.db, EvidenceFixture.CIPHER)),
                        new PackWords(words())),
                TestAuditLog.on(chain.db),
                chain.clock);
    }

    private static StaticMessageSource words() {
        StaticMessageSource words = new StaticMessageSource();
        Map.of(
                        "chat.kind.redpacket", "红包",
                        "chat.kind.card", "名片",
                        "chat.kind.image", "图片",
                        "chat.kind.unknown", "未知类型:{0}",
                        "chat.fact.yuan", "金额(元)",
                        "chat.fact.whose", "账号",
                        "lexicon.level.WARN", "提示",
                        "alerts.level.HIGH", "高",
                        "cases.step.OPENED", "立案",
                        "cases.state.IN_REVIEW", "核查中")
                .forEach((key, word) -> words.addMessage(key, Locale.SIMPLIFIED_CHINESE, word));
        return words;
    }

    private static String page(Path pack) throws IOException {
        return new String(contents(pack).get("index.html"), StandardCharsets.UTF_8);
    }

    private LexiconInForce.Built lexicon() {
        LexiconEntry entry = new LexiconEntry(Phrase.literal("第 3 条"), Level.WARN, "测试类");
        return new LexiconInForce.Built(
                new VersionNumber(7),
                chain.today(),
                Screener.of(new Lexicon("7", List.of(entry))),
                Map.of(entry, new EntryId(31)));
    }

    private String database(String... arguments) {
        return command(
                Map.of(
                        "SPRING_DATASOURCE_URL", chain.testDatabase.url(),
                        "SPRING_DATASOURCE_USERNAME", chain.testDatabase.username(),
                        "SPRING_DATASOURCE_PASSWORD", chain.testDatabase.password(),
                        "SCRM_EVIDENCE_KEYS", chain.keys.write()),
                arguments);
    }

    private String command(String... arguments) {
        return command(Map.of("SCRM_DATA_DIR", folder.resolve("nowhere").toString()), arguments);
    }

    private static String command(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code = new VerifyArchive(new PrintStream(bytes, true, StandardCharsets.UTF_8), environment)
                .verify(List.of(arguments));
        return code + " " + bytes.toString(StandardCharsets.UTF_8);
    }

    private static PackReport verify(Path file) throws IOException {
        return new PackVerification(file, Optional.empty()).verify();
    }

    private Path rewrite(String name, UnaryOperator<String> change) throws IOException {
        Map<String, byte[]> files = new HashMap<>(contents(pack));
        files.computeIfPresent(
                name,
                (key, bytes) ->
                        change.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        Path changed = folder.resolve("changed.zip");
        write(changed, files);
        return changed;
    }

    private static Map<String, byte[]> contents(Path file) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : new ArrayList<>(zip.stream().toList())) {
                files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return files;
    }

    private static void write(Path file, Map<String, byte[]> files) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }
}

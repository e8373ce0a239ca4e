package cn.bankscrm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.chat.ChatLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chat archive through the platform as a process that is killed while it pulls and reads. */
class ArchiveKillIT {

    private static final int MESSAGES = 4_000;
    private static final int KILLS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path temp;

    @Test
    void losesAndDoublesNoMessageThroughKills() throws Exception {
        try (WeComSimulator weCom = PlatformInTroubleIT.weCom().start();
                Platform platform = new Platform(
                        "archive-kills",
                        temp.resolve("data"),
                        weCom,
                        List.of(),
                        Map.of(
                                "scrm.wecom.apps.archive.secret", "process-secret-of-archive",
                                "scrm.wecom.apps.archive.token", "processTestsToken01",
                                "scrm.wecom.apps.archive.encoding-aes-key",
                                        "processTestsKey0123456789abcdefghijklmnopqA",
                                "scrm.wecom.archive.private-keys.1",
                                        weCom.chats().log().keys().privateKeys().get(1),
                                "scrm.wecom.archive.lease", "3s",
                                "scrm.wecom.archive.pull-every", "1s"))) {
            ChatLog log = weCom.chats().log();
            for (int kill = 1; kill <= KILLS; kill++) {
                weCom.chats().conversations(MESSAGES / (KILLS + 1), Duration.ofHours(1));
                long enough = log.nextSeq() - 1 - MESSAGES / (KILLS + 1) + 100;
                await("something to have been pulled")
                        .atMost(PATIENCE)
                        .until(() ->
                                platform.count("select coalesce(max(seq), 0) from compliance.archive_record") > enough);
                platform.kill();
                platform.start();
                platform.awaitReady();
            }
            weCom.chats().conversations(MESSAGES / (KILLS + 1), Duration.ofHours(1));
            long all = log.nextSeq() - 1;

            await("the archive")
                    .atMost(PATIENCE)
                    .until(() -> platform.count("select count(*) from compliance.archive_record where state = 'READ'")
                            == all);
            assertThat(platform.count("select count(*) from compliance.chat_message"))
                    .isEqualTo(all);
            assertThat(platform.count("select count(distinct msgid) from compliance.chat_message"))
                    .isEqualTo(all);
            await("the last page, which is put away after its messages were read")
                    .atMost(PATIENCE)
                    .until(() -> platform.count("select count(*) from compliance.archive_page") == 0);
            assertThat(platform.count("select count(*) from compliance.archive_gap"))
                    .isZero();
            assertThat(platform.count("""
                    select count(*) from compliance.conversation where kind <> 'SINGLE' or staff_id is null or contact_id is null
                    """))
                    .as("conversations without their two people")
                    .isZero();
            await("the files")
                    .atMost(PATIENCE)
                    .until(() ->
                            platform.count("select count(*) from compliance.chat_media where state = 'PENDING'") == 0);
            assertThat(platform.count("select count(*) from compliance.chat_media where state <> 'FETCHED'"))
                    .isZero();
        }
    }
}

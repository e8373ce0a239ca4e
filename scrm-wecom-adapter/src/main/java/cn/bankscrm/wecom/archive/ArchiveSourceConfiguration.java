package cn.bankscrm.wecom.archive;

import cn.bankscrm.compliance.archive.ChatArchiveSource;
import cn.bankscrm.wecom.archive.child.Frames;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Chooses where the archive comes from: the library where there is one, else the simulator where that is WeCom. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArchiveSourceProperties.class)
class ArchiveSourceConfiguration {

    private static final String WECOM_HOST = "qyapi.weixin.qq.com";

    /** What the child needs beside the library's own time limit. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    @Bean
    ChatArchiveSource chatArchiveSource(
            WeComApi api, WeComProperties weCom, ArchiveSourceProperties properties, Environment environment) {
        Optional<String> secret = weCom.secret(WeComApp.ARCHIVE);
        if (secret.isEmpty()) {
            return new MissingArchiveSource(weCom.corpId(), "SECRET");
        }
        if (!properties.files().isEmpty()) {
            return finance(weCom.corpId(), secret.get(), properties, environment);
        }
        return WECOM_HOST.equalsIgnoreCase(weCom.apiBaseUrl().getHost())
                ? new MissingArchiveSource(weCom.corpId(), "SOURCE")
                : new SimulatedArchiveSource(api, weCom.corpId());
    }

    private static FinanceArchiveSource finance(
            String corpId, String secret, ArchiveSourceProperties properties, Environment environment) {
        Path folder = Path.of(environment.getProperty("scrm.data-dir", ".data"), "archive-child");
        FinanceProcess process = new FinanceProcess(
                ChildProgram.command(folder),
                fields -> {
                    fields.writeByte(Frames.INIT);
                    Frames.text(fields, corpId);
                    Frames.text(fields, secret);
                    fields.writeInt(properties.files().size());
                    for (String file : properties.files()) {
                        Frames.text(fields, file);
                    }
                },
                properties.timeout().plus(MARGIN));
        return new FinanceArchiveSource(corpId, process, properties);
    }
}

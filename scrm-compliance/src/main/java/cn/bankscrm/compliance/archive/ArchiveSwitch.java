package cn.bankscrm.compliance.archive;

import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether the archive is on: it needs a source and at least one private key, and says what is missing. */
@Component
class ArchiveSwitch {

    private static final Logger log = LoggerFactory.getLogger(ArchiveSwitch.class);

    private final Optional<ChatArchiveSource> source;
    private final PrivateKeys keys;

    ArchiveSwitch(ObjectProvider<ChatArchiveSource> sources, ArchiveProperties properties) {
        this.source = Optional.ofNullable(sources.getIfAvailable());
        this.keys = new PrivateKeys(properties.privateKeys());
        if (off().isEmpty()) {
            log.atInfo().addKeyValue("keys", keys.versions()).log("The chat archive is on");
        } else {
            log.atWarn()
                    .addKeyValue("missing", off())
                    .log("The chat archive is off: it needs the archive app's secret, the SDK's library and"
                            + " scrm.wecom.archive.private-keys");
        }
    }

    /** See {@link ArchiveState#off()}. */
    String off() {
        if (keys.isEmpty()) {
            return "KEYS";
        }
        return source.map(ChatArchiveSource::missing).orElse("SOURCE");
    }

    Optional<ChatArchiveSource> source() {
        return off().isEmpty() ? source : Optional.empty();
    }

    String sourceName() {
        return source.map(ChatArchiveSource::name).orElse("");
    }

    PrivateKeys keys() {
        return keys;
    }

    Set<Integer> keyVersions() {
        return keys.versions();
    }
}

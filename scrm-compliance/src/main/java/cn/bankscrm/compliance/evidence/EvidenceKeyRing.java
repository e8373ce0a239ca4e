package cn.bankscrm.compliance.evidence;

import cn.bankscrm.core.privacy.KeyRingCommand;
import java.io.IOException;

/** The command {@code keys evidence}: a ring of keys that sign the evidence; see {@link KeyRingCommand}. */
public final class EvidenceKeyRing {

    static final KeyRingCommand COMMAND = new KeyRingCommand(
            "keys evidence",
            "SCRM_EVIDENCE_KEYS",
            () -> EvidenceKeys.generate().write(),
            present -> EvidenceKeys.parse(present).rotated().write());

    private EvidenceKeyRing() {}

    public static void main(String[] arguments) throws IOException {
        COMMAND.run(arguments);
    }
}

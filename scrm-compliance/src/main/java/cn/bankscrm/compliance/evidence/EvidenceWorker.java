package cn.bankscrm.compliance.evidence;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Looks every second for what is to be chained. */
@Component
class EvidenceWorker extends BackgroundWorker {

    private final EvidenceChain chain;

    EvidenceWorker(EvidenceChain chain) {
        super("evidence", Pace.every(Duration.ofSeconds(1)));
        this.chain = chain;
    }

    @Override
    protected boolean work() {
        return chain.chainSome();
    }
}

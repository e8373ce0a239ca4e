package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Keeps the cells up with the facts: folds every second, and shortly after each change that this node itself made.
 * Changes come in swarms: what follows within less than half a second is folded together.
 */
@Component
class CoverageFolder extends BackgroundWorker {

    private final CoverageFold fold;
    private final FriendFold friends;

    CoverageFolder(CoverageFold fold, FriendFold friends) {
        super("coverage-fold", Pace.every(Duration.ofSeconds(1)).gatheringFor(Duration.ofMillis(400)));
        this.fold = fold;
        this.friends = friends;
    }

    @Override
    protected boolean work() {
        return fold.foldSome() || friends.foldWhenRested();
    }
}

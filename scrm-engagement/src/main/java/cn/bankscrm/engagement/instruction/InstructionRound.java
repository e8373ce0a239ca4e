package cn.bankscrm.engagement.instruction;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One look at all running instructions: who came and who left, what was sent, who is to be reminded and what is to be
 * brought before the institution above. Done again it changes nothing.
 */
@Component
class InstructionRound {

    private final JdbcClient db;
    private final Spreading spreading;
    private final Following following;
    private final Nudging nudging;
    private final TransactionTemplate transaction;

    InstructionRound(
            JdbcClient db,
            Spreading spreading,
            Following following,
            Nudging nudging,
            PlatformTransactionManager transactions) {
        this.db = db;
        this.spreading = spreading;
        this.following = following;
        this.nudging = nudging;
        this.transaction = new TransactionTemplate(transactions);
    }

    void work() {
        for (InstructionId id : running()) {
            transaction.executeWithoutResult(status -> spreading.spread(id));
            following.follow(id);
            nudging.remind(id);
            nudging.escalate(id);
        }
    }

    private List<InstructionId> running() {
        return db.sql("select id from engagement.instruction where state = 'RUNNING' order by id")
                .query((row, number) -> new InstructionId(row.getLong("id")))
                .list();
    }
}

package cn.bankscrm.compliance.alert;

import cn.bankscrm.compliance.NodeWiring;
import cn.bankscrm.compliance.archive.ArchiveReaders;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ChatMessages;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.db.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A bank of head office and two branches with a manager each, with alerts and cases as a node has them, whose workers
 * are moved by hand.
 */
public final class AlertNode implements AutoCloseable {

    public static final InstitutionId HEAD = new InstitutionId(1);
    public static final InstitutionId NORTH = new InstitutionId(2);
    public static final InstitutionId SOUTH = new InstitutionId(3);
    public static final StaffId LI = new StaffId(11);
    public static final StaffId WANG = new StaffId(12);
    public static final String CUSTOMER = "wmcustomer1";

    private final NodeWiring wiring;

    /** What finds words, beside these. */
    public static Class<?>[] withWords(Class<?>... further) {
        return Stream.concat(Stream.of(SpokenBy.class, SpokenToInGroups.class, WordRules.class), Arrays.stream(further))
                .toArray(Class<?>[]::new);
    }

    public AlertNode(Path data, Clock clock, Class<?>... further) {
        wiring = new NodeWiring(TestDatabase.fresh(), data, clock);
        wiring.application().register(ChatMessages.class, ArchiveReaders.class, Alerts.class);
        if (further.length > 0) {
            wiring.application().register(further);
        }
        wiring.application()
                .scan("cn.bankscrm.compliance.lexicon", "cn.bankscrm.core.audit", "cn.bankscrm.core.privacy");
        wiring.application().refresh();
        people();
    }

    private void people() {
        for (String statement : List.of(
                """
                insert into core.institution (id, code, name, parent_id, level, province, version) values
                    (1, 'HEAD', '总行', null, 1, '110000', 0), (2, 'N', '北城支行', 1, 2, '440000', 0),
                    (3, 'S', '南城支行', 1, 2, '440000', 0)
                """,
                """
                insert into core.institution_path (ancestor_id, institution_id, depth) values
                    (1, 1, 0), (2, 2, 0), (3, 3, 0), (1, 2, 1), (1, 3, 1)
                """,
                """
                insert into core.staff (id, staff_no, wecom_userid, name, version) values
                    (11, 'S11', 'li', '李经理', 0), (12, 'S12', 'wang', '王经理', 0)
                """,
                """
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from) values
                    (11, 11, 2, '客户经理', '2020-01-01'), (12, 12, 3, '客户经理', '2020-01-01')
                """,
                "insert into core.external_contact (id, external_userid, version) values (21, 'wmcustomer1', 0)")) {
            db().sql(statement).update();
        }
    }

    public <T> T get(Class<T> type) {
        return wiring.application().getBean(type);
    }

    public JdbcClient db() {
        return get(JdbcClient.class);
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(get(JdbcTransactionManager.class));
    }

    public ArchivedChats chats() {
        return new ArchivedChats(db(), get(FieldCipher.class));
    }

    public long count(String from) {
        return db().sql("select count(*) from " + from).query(Long.class).single();
    }

    /** Brings entries into force. */
    public void lexicon(LexiconEntry... entries) {
        LexiconDrafts drafts = get(LexiconDrafts.class);
        drafts.publish(drafts.draft(Arrays.stream(entries).map(LexiconLine::of).toList(), "改", "anna"), null, "boris");
        get(LexiconInForce.class).look();
    }

    /**
     * From now on whoever does so loses the connection, as a kill at that moment would take it.
     *
     * @param what as {@code delete on compliance.picture_message}
     */
    public void killsBefore(String what) {
        db().sql("""
                create function compliance.strike() returns trigger language plpgsql as $$
                begin
                    perform pg_terminate_backend(pg_backend_pid());
                    return null;
                end $$
                """).update();
        db().sql("create trigger strike before " + what + " for each row execute function compliance.strike()")
                .update();
    }

    public void killsNoMore() {
        db().sql("drop function compliance.strike() cascade").update();
    }

    @Override
    public void close() {
        wiring.close();
    }
}

package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferralImportTests {

    @TempDir
    Path folder;

    private ImportingBank bank;

    @BeforeEach
    void twoCustomersAndTwoManagers() {
        bank = ImportingBank.withTwoCustomersAndManagers(folder);
    }

    @Test
    void findsFriendsWhoCameByACodeBeforeItWasDelivered() {
        bank.db
                .sql("insert into core.external_contact (id, external_userid, version) values (1, 'wm1', 0)")
                .update();
        bank.db.sql("""
                insert into core.friend_link (id, staff_id, contact_id, added_at, state, first_add, version)
                select 1, id, 1, '2026-03-01Z', 'rCampaign1', true, 0 from core.staff where staff_no = 'S1'
                """).update();

        ImportRun run = load("rCampaign1,C1,S1\nrCampaign2,C1,S2\n");

        assertThat(run.created()).isEqualTo(2);
        assertThat(bank.db.sql("""
                        select c.customer_no from core.pub_referral r join core.customer c on c.id = r.referrer_id
                        """).query(String.class).list()).containsExactly("C1");
        assertThat(load("rCampaign1,C1,S1\nrCampaign2,C1,S2\n").created()).isZero();
    }

    @Test
    void aCodeBelongsToOneCustomerAndOneManagerForGood() {
        load("rCampaign1,C1,S1\nrCampaign2,C2,S1\nrCampaign4,C2,S2\n");

        ImportRun run = load("""
                rCampaign1,C1,S1
                rCampaign2,C2,S1
                rCampaign4,C2,S2
                rCampaign3,C1,S2
                rCampaign1,C1,S2
                rCampaign9,C1,S1
                rCampaign2,C1,S2
                """);

        assertThat(run.rejected()).isEqualTo(3);
        assertThat(load("rCampaign3,C1,S2\nrCampaign4,C2,S2\nrCampaign9,C1,S1\n")
                        .rejected())
                .as("another code for the same two")
                .isEqualTo(1);
        assertThat(bank.db.sql("""
                        select k.code || ' ' || c.customer_no || ' ' || s.staff_no from core.referral_code k
                        join core.customer c on c.id = k.customer_id join core.staff s on s.id = k.staff_id
                        order by k.code
                        """).query(String.class).list())
                .isEqualTo(List.of("rCampaign1 C1 S1", "rCampaign2 C2 S1", "rCampaign3 C1 S2", "rCampaign4 C2 S2"));
    }

    private ImportRun load(String rows) {
        ImportRun run = bank.load(ImportKind.REFERRALS, "code,customer_no,staff_no\n" + rows);
        assertThat(run.status()).as(String.valueOf(run.failure())).isEqualTo(ImportStatus.DONE);
        return run;
    }
}

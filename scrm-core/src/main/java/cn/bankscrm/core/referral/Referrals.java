package cn.bankscrm.core.referral;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.SeenCustomer;
import cn.bankscrm.core.customer.VisibleCustomers;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.staff.StaffId;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Codes by which customers bring friends, and the chains that came of them. A state that is no code, or not one of the
 * manager with whom the friend was added, is as if it were not there. Chains lead through customers and managers beyond
 * the reader's scope, of whom nothing is told but that they are there: hence not read-only, which would show no more
 * than the scope.
 */
@Component
@Transactional
public class Referrals {

    /** How far a chain is followed, each way. */
    public static final int LEVELS = 3;

    /** More than a page can show; whoever brings more is a case for the lists. */
    public static final int MOST = 50;

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int CODE_CHARACTERS = 9;

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Referrals(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** The code of the customer for friends of this manager; made the first time. */
    public String code(SeenCustomer customer, StaffId staff) {
        Optional<String> known = known(customer, staff);
        return known.isPresent() ? known.get() : made(customer, staff);
    }

    /** The code, where it was made. */
    public Optional<String> known(SeenCustomer customer, StaffId staff) {
        return db.sql("select code from core.referral_code where customer_id = :customer and staff_id = :staff")
                .param("customer", customer.id().value())
                .param("staff", staff.value())
                .query(String.class)
                .optional();
    }

    private String made(SeenCustomer customer, StaffId staff) {
        db.sql("""
                        insert into core.referral_code (code, customer_id, staff_id, made_at)
                        values (:code, :customer, :staff, :now)
                        on conflict on constraint referral_code_owner_uq do nothing
                        """)
                .param("code", newCode())
                .param("customer", customer.id().value())
                .param("staff", staff.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return known(customer, staff).orElseThrow();
    }

    /**
     * Whom the customer brought, and whom those brought, at most {@link #LEVELS} levels; the nearest and newest first.
     */
    public List<Referred> brought(SeenCustomer customer) {
        return chain(customer, """
                select p.id, p.added_at, p.contact_id, b.customer_id, p.referrer_id as near_id
                from core.pub_referral p
                left join core.binding b on b.contact_id = p.contact_id and b.unbound_at is null
                """);
    }

    /** Who brought the customer, and who brought those. */
    public List<Referred> broughtBy(SeenCustomer customer) {
        return chain(customer, """
                select p.id, p.added_at, p.contact_id, p.referrer_id as customer_id, b.customer_id as near_id
                from core.pub_referral p
                join core.binding b on b.contact_id = p.contact_id and b.unbound_at is null
                """);
    }

    /** @param steps of {@code near_id} to {@code customer_id}, which may be null at the end of a chain */
    private List<Referred> chain(SeenCustomer customer, String steps) {
        return db.sql("""
                        with recursive chain as (
                            select 1 as level, s.added_at, s.contact_id, s.customer_id, array[:customer::bigint] as passed
                            from (%1$s) s where s.near_id = :customer
                            union all
                            select n.level + 1, s.added_at, s.contact_id, s.customer_id, n.passed || n.customer_id
                            from chain n join (%1$s) s on s.near_id = n.customer_id
                            where n.level < :levels and n.customer_id <> all(n.passed)
                        )
                        select n.level, n.added_at, e.name_enc as contact_name_enc, n.customer_id is not null as certified,
                            c.customer_no, c.name_enc
                        from chain n
                        join core.external_contact e on e.id = n.contact_id
                        left join core.customer c on c.id = n.customer_id and %2$s
                        order by n.level, n.added_at desc, n.contact_id limit :most
                        """.formatted(steps, VisibleCustomers.in(customer.scope())))
                .param("customer", customer.id().value())
                .param("levels", LEVELS)
                .param("most", MOST)
                .param("today", LocalDate.now(clock))
                .param("root", VisibleCustomers.root(customer.scope()))
                .query(this::referred)
                .list();
    }

    private Referred referred(ResultSet row, int number) throws SQLException {
        String no = row.getString("customer_no");
        boolean certified = row.getBoolean("certified");
        return new Referred(
                row.getInt("level"),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                no == null ? null : new CustomerNo(no),
                no == null
                        ? certified ? null : masked("external_contact.name", row.getBytes("contact_name_enc"))
                        : masked("customer.name", row.getBytes("name_enc")),
                certified);
    }

    private @Nullable String masked(String field, byte @Nullable [] encrypted) {
        return encrypted == null ? null : Masking.name(cipher.decrypt(field, encrypted));
    }

    private String newCode() {
        StringBuilder code = new StringBuilder("r");
        for (int i = 0; i < CODE_CHARACTERS; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }
}

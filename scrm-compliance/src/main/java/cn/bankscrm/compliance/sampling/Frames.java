package cn.bankscrm.compliance.sampling;

import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a month's sample is drawn from: the conversations of members of staff with customers in which something was
 * said.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Frames {

    private final JdbcClient db;

    /** Carries the time zone of the business. */
    private final Clock clock;

    Frames(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** @param institution where members of staff stood, or below it, when the month ended or they left */
    List<Candidate> of(InstitutionId institution, YearMonth month, PlanRules rules) {
        LocalDate next = month.plusMonths(1).atDay(1);
        return db.sql("""
                        with said as (
                            select m.conversation_id, count(*) as messages,
                                (array_agg(m.seq order by m.at desc, m.seq desc))[1] as last_seq
                            from compliance.chat_message m
                            where m.at >= :from and m.at < :until and m.action = 'SEND'
                            group by m.conversation_id
                        )
                        select c.id, c.staff_id, said.messages, said.last_seq,
                            exists (
                                select from compliance.alert a join compliance.alert_group g on g.id = a.group_id
                                where a.conversation_id = c.id and a.at >= :from and a.at < :until
                                    and a.source <> 'COMPLAINT' and g.state <> 'FALSE_POSITIVE') as alerted,
                            exists (
                                select from compliance.alert a join compliance.alert_group g on g.id = a.group_id
                                where a.conversation_id = c.id and a.at >= :from and a.at < :until
                                    and a.source = 'COMPLAINT' and g.state <> 'FALSE_POSITIVE') as complained,
                            not exists (
                                select from core.pub_staff_post p
                                where p.staff_id = c.staff_id and p.valid_from <= :oldHand) as new_staff,
                            exists (
                                select from core.pub_binding b join core.pub_customer k on k.id = b.customer_id
                                where b.contact_id = c.contact_id and b.unbound_at is null and k.aum >= :aum) as high_value
                        from said
                        join compliance.conversation c on c.id = said.conversation_id
                        cross join lateral (
                            select p.institution_id from core.pub_staff_post p
                            where p.staff_id = c.staff_id and p.valid_from < :nextMonth
                            order by p.valid_from desc limit 1) post
                        join core.pub_institution_path u
                            on u.institution_id = post.institution_id and u.ancestor_id = :institution
                        where c.kind = 'SINGLE'
                        order by c.id
                        """)
                .param("from", start(month.atDay(1)))
                .param("until", start(next))
                .param("nextMonth", next)
                .param("oldHand", next.minusDays(1L + rules.newStaffDays()))
                .param("aum", rules.highValueAum())
                .param("institution", institution.value())
                .query((row, n) -> {
                    Set<RiskSign> signs = EnumSet.noneOf(RiskSign.class);
                    add(signs, RiskSign.ALERT, row.getBoolean("alerted"));
                    add(signs, RiskSign.COMPLAINT, row.getBoolean("complained"));
                    add(signs, RiskSign.NEW_STAFF, row.getBoolean("new_staff"));
                    add(signs, RiskSign.HIGH_VALUE, row.getBoolean("high_value"));
                    return new Candidate(
                            new ConversationId(row.getLong("id")),
                            new StaffId(row.getLong("staff_id")),
                            row.getLong("last_seq"),
                            row.getInt("messages"),
                            signs,
                            rules.weight(signs));
                })
                .list();
    }

    private static void add(Set<RiskSign> signs, RiskSign sign, boolean there) {
        if (there) {
            signs.add(sign);
        }
    }

    private Timestamp start(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(clock.getZone()).toInstant());
    }
}

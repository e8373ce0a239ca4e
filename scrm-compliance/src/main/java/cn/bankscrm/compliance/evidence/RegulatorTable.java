package cn.bankscrm.compliance.evidence;

import java.util.List;

/**
 * A table of the data pack for the regulator: a CSV, described by a Table Schema (frictionlessdata.io).
 *
 * @param file its name in the pack
 * @param title what it holds, in Chinese
 * @param columns in their order
 * @param sql gives them as text; takes {@code :from} and {@code :to}, instants of which the second no longer counts,
 *     and {@code :zone}
 */
record RegulatorTable(String file, String title, List<Column> columns, String sql) {

    /**
     * @param type of Table Schema: date, integer, string
     * @param title in Chinese
     */
    record Column(String name, String type, String title) {}

    static final List<RegulatorTable> ALL = List.of(
            new RegulatorTable(
                    "messages.csv",
                    "每日存档消息数,按消息类型、方向与员工当日所在机构",
                    List.of(
                            new Column("day", "date", "日期"),
                            new Column("institution", "string", "机构编号;空:不属于任何员工"),
                            new Column("type", "string", "消息类型(企业微信 msgtype)"),
                            new Column("direction", "string", "OUT 员工发出,IN 客户发出"),
                            new Column("messages", "integer", "消息数"),
                            new Column("conversations", "integer", "会话数"),
                            new Column("staff", "integer", "员工数")),
                    """
                    select d.day, coalesce(i.code, ''), d.kind, case when d.from_staff then 'OUT' else 'IN' end,
                        count(*), count(distinct d.conversation_id), count(distinct d.staff_id)
                    from (
                        select (m.at at time zone :zone)::date as day, m.kind, m.from_staff, m.conversation_id, m.staff_id
                        from compliance.chat_message m where m.at >= :from and m.at < :to) d
                    left join core.pub_staff_post p on p.staff_id = d.staff_id
                        and p.valid_from <= d.day and (p.valid_to is null or p.valid_to >= d.day)
                    left join core.pub_institution i on i.id = p.institution_id
                    group by 1, 2, 3, 4 order by 1, 2, 3, 4
                    """),
            new RegulatorTable(
                    "verdicts.csv",
                    "每日外发内容的筛查结论,按出口与机构",
                    List.of(
                            new Column("day", "date", "日期"),
                            new Column("outlet", "string", "出口"),
                            new Column("institution", "string", "机构编号;空:不属于任何机构"),
                            new Column("verdict", "string", "PASS 通过,WARN 提示,BLOCK 禁止"),
                            new Column("times", "integer", "次数")),
                    """
                    select (v.at at time zone :zone)::date, v.outlet, coalesce(i.code, ''), v.verdict, count(*)
                    from compliance.verdict v left join core.pub_institution i on i.id = v.institution_id
                    where v.at >= :from and v.at < :to
                    group by 1, 2, 3, 4 order by 1, 2, 3, 4
                    """),
            new RegulatorTable(
                    "alerts.csv",
                    "每日预警次数,按机构、来源、类别与级别",
                    List.of(
                            new Column("day", "date", "日期"),
                            new Column("institution", "string", "员工当日所在机构编号;空:不属于任何机构"),
                            new Column(
                                    "source",
                                    "string",
                                    "WORD 员工用语,BACKSCAN 回溯筛查,COMPLAINT 客户表达,SENSITIVE_ACTION 敏感行为,RESPONSE_TIME 响应时效,PICTURE_CODE 图片中的码,PICTURE_WORD 图片中的文字"),
                            new Column("rule", "string", "词的类别或规则"),
                            new Column("level", "string", "LOW 低,MEDIUM 中,HIGH 高,URGENT 危急"),
                            new Column("alerts", "integer", "次数"),
                            new Column("staff", "integer", "员工数")),
                    """
                    select (a.at at time zone :zone)::date, coalesce(i.code, ''), a.source, a.rule, a.level, count(*),
                        count(distinct a.staff_id)
                    from compliance.alert a left join core.pub_institution i on i.id = a.institution_id
                    where a.at >= :from and a.at < :to
                    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
                    """),
            new RegulatorTable(
                    "cases.csv",
                    "期间立案的案件",
                    List.of(
                            new Column("case", "integer", "案件编号"),
                            new Column("opened", "date", "立案日期"),
                            new Column("institution", "string", "机构编号;空:总行"),
                            new Column("level", "string", "级别"),
                            new Column("alerts", "integer", "所含预警次数"),
                            new Column("state", "string", "状态,截至生成之时"),
                            new Column("disposition", "string", "处置结论;空:尚未处置"),
                            new Column("remediation", "string", "整改期限;空:无须整改"),
                            new Column("closed", "date", "结案日期;空:未结案"),
                            new Column("overdue", "integer", "1 逾期(未按期结案),0 否"),
                            new Column("escalations", "integer", "升级次数")),
                    """
                    select f.id, (f.opened_at at time zone :zone)::date, coalesce(i.code, ''), f.level,
                        (select coalesce(sum(g.alerts), 0) from compliance.case_alert c
                            join compliance.alert_group g on g.id = c.group_id where c.case_id = f.id),
                        f.state, coalesce(f.disposition, ''), coalesce(f.remediation_due::text, ''),
                        coalesce((f.closed_at at time zone :zone)::date::text, ''),
                        case when coalesce(f.closed_at, now()) > f.due_at then 1 else 0 end, f.escalations
                    from compliance.case_file f left join core.pub_institution i on i.id = f.institution_id
                    where f.opened_at >= :from and f.opened_at < :to
                    order by f.id
                    """),
            new RegulatorTable(
                    "consents.csv",
                    "客户对会话存档的同意状态,截至生成之时",
                    List.of(
                            new Column("status", "string", "AGREED 同意,DISAGREED 不同意"),
                            new Column("customers", "integer", "客户数(企业微信外部联系人)"),
                            new Column("conversations", "integer", "会话数")),
                    """
                    select status, count(distinct external_userid), count(*) from compliance.chat_consent
                    where changed_at < :to
                    group by 1 order by 1
                    """),
            new RegulatorTable(
                    "access.csv",
                    "每日查看与导出次数,按角色与动作(审计日志)",
                    List.of(
                            new Column("day", "date", "日期"),
                            new Column("role", "string", "角色;空:系统或接口"),
                            new Column("action", "string", "动作"),
                            new Column("times", "integer", "次数"),
                            new Column("accounts", "integer", "账号数")),
                    """
                    select (at at time zone :zone)::date, coalesce(actor_role, ''), action, count(*), count(distinct actor)
                    from core.audit_entry where at >= :from and at < :to
                    group by 1, 2, 3 order by 1, 2, 3
                    """),
            new RegulatorTable(
                    "evidence.csv",
                    "每日存证封存:条数、默克尔根与签名",
                    List.of(
                            new Column("day", "date", "封存日"),
                            new Column("entries", "integer", "存证条数(消息与审计日志)"),
                            new Column("algorithm", "string", "摘要算法"),
                            new Column("root", "string", "默克尔根(十六进制)"),
                            new Column("signature", "string", "Ed25519 签名(十六进制)"),
                            new Column("key", "string", "公钥编号")),
                    """
                    select day, last_place - first_place + 1, algorithm, encode(root, 'hex'), encode(signature, 'hex'), key_id
                    from compliance.evidence_day
                    where day >= (cast(:from as timestamptz) at time zone :zone)::date
                        and day < (cast(:to as timestamptz) at time zone :zone)::date
                    order by day
                    """));
}

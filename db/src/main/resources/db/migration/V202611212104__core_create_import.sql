create table core.import_run (
    id bigint generated always as identity constraint import_run_pk primary key,
    kind text not null constraint import_run_kind_ck check (
        kind in ('institutions', 'staff', 'customers', 'assignments', 'bindings', 'holdings', 'attributes', 'interactions',
            'referrals', 'lexicon')),
    status text not null constraint import_run_status_ck check (status in ('RUNNING', 'DONE', 'FAILED')),
    phase text not null constraint import_run_phase_ck check (phase in ('WAITING', 'READING', 'CHECKING', 'WRITING', 'FINISHED')),
    percent smallint not null default 0 constraint import_run_percent_ck check (percent between 0 and 100),
    file_name text not null,
    file_size bigint not null,
    file_digest bytea not null,
    charset text,
    stored_as text not null,
    node text not null,
    rows_read bigint not null default 0,
    rows_applied bigint not null default 0,
    rows_rejected bigint not null default 0,
    rows_new bigint not null default 0,
    rows_changed bigint not null default 0,
    note text,
    failure text,
    made text,
    started_by text not null,
    started_at timestamptz not null,
    finished_at timestamptz
);
create index import_run_started_ix on core.import_run (started_at desc);
create index import_run_running_ix on core.import_run (node, id) where status = 'RUNNING';
comment on table core.import_run is '导入:一份文件的进度与结果';
comment on column core.import_run.stored_as is '数据目录 imports/ 下的加密文件,结束后删除';
comment on column core.import_run.made is '整份文件成为了什么,如词库的版本号';
comment on column core.import_run.charset is '识别出的字符编码;空:不是文本';

create table core.import_rejection (
    import_id bigint not null constraint import_rejection_run_fk references core.import_run (id),
    line bigint not null,
    field text not null,
    reason text not null,
    row_enc bytea,
    constraint import_rejection_pk primary key (import_id, line, field)
);
comment on table core.import_rejection is '导入被拒的行:行号、列名、原因;原文加密存放,供下载更正';

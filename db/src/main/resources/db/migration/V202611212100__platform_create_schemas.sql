create schema platform;
create schema core;
create schema wecom;
create schema kpi;

comment on schema platform is '平台:登录、会话、任务、事件登记';
comment on schema core is '核心域:机构、员工、客户、好友关系、管户、认证、标签、客群';
comment on schema wecom is '企业微信:回调收件箱、令牌、同步';
comment on schema kpi is '考核:覆盖率及其快照';

package cn.bankscrm.web.account;

import cn.bankscrm.core.institution.InstitutionId;

/**
 * The demonstration's accounts can all be signed in with; said at every start.
 *
 * @param branch that of the accounts {@code branch}, {@code content}, {@code compliance} and {@code manager}
 */
public record DemoAccountsOpened(InstitutionId branch) {}

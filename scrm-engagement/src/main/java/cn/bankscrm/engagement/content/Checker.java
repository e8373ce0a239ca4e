package cn.bankscrm.engagement.content;

import cn.bankscrm.core.scope.DataScope;

/**
 * A compliance officer.
 *
 * @param scope whose content they decide upon
 */
public record Checker(String account, DataScope scope) {}

package cn.bankscrm.web.institution;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.scope.InstitutionNode;
import java.util.Optional;

/**
 * What a page looks at: the reader's whole scope, or the part of it that they chose.
 *
 * @param scope never wider than the reader's own
 * @param institution the institution looked at; empty where the reader sees their own customers alone
 */
public record ChosenScope(DataScope scope, Optional<InstitutionNode> institution) {}

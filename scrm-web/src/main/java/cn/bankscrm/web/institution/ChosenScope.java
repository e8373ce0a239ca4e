package cn.bankscrm.web.institution;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.web.shell.ScopeBar;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a page looks at: the reader's whole scope, or the part of it that they chose.
 *
 * @param scope never wider than the reader's own
 * @param institution the institution looked at; empty where the reader sees their own customers alone
 */
public record ChosenScope(DataScope scope, Optional<InstitutionNode> institution) {

    /** How the audit log calls it: the institution's code. */
    public String key() {
        return institution.map(node -> node.code().value()).orElse("own");
    }

    /** The bar on top of a page that knows only now. */
    public ScopeBar bar(String path, LocalDate today) {
        return new ScopeBar(
                path,
                institution.map(node -> node.code().value()).orElse(null),
                institution.map(InstitutionNode::name).orElse(null),
                null,
                today);
    }
}

package cn.bankscrm.web.realname;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.core.scope.VisibleInstitutions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** What the bank calls itself towards customers. */
@Component
@EnableConfigurationProperties(BankProperties.class)
public class BankName {

    private final BankProperties properties;
    private final VisibleInstitutions institutions;

    BankName(BankProperties properties, VisibleInstitutions institutions) {
        this.properties = properties;
        this.institutions = institutions;
    }

    public String get() {
        return properties.name().isBlank()
                ? institutions
                        .top(new DataScope.WholeBank())
                        .map(InstitutionNode::name)
                        .map(name -> name.replaceFirst("总行(本部)?$", ""))
                        .filter(name -> !name.isBlank())
                        .orElse("本行")
                : properties.name();
    }
}

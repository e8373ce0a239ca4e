package cn.bankscrm.web.account;

import cn.bankscrm.core.staff.WeComSignIn;
import cn.bankscrm.web.security.PageSecurityExtension;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Puts the way back from WeCom into the chain of pages, with the same session rules as the form. */
@Component
class WeComSignInSecurity extends PageSecurityExtension {

    private final ObjectProvider<WeComSignIn> weCom;
    private final Accounts accounts;
    private final AccountAudit audit;

    WeComSignInSecurity(ObjectProvider<WeComSignIn> weCom, Accounts accounts, AccountAudit audit) {
        this.weCom = weCom;
        this.accounts = accounts;
        this.audit = audit;
    }

    @Override
    public void configure(HttpSecurity http) {
        weCom.ifAvailable(port -> {
            WeComSignInFilter filter = new WeComSignInFilter(port, accounts, audit);
            filter.setSessionAuthenticationStrategy(http.getSharedObject(SessionAuthenticationStrategy.class));
            filter.setSecurityContextRepository(http.getSharedObject(SecurityContextRepository.class));
            http.addFilterBefore(filter, UsernamePasswordAuthenticationFilter.class);
        });
    }
}

package cn.bankscrm.web.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;

/** A further way to sign in, added to the chain of pages by the feature that owns it. */
public abstract class PageSecurityExtension extends AbstractHttpConfigurer<PageSecurityExtension, HttpSecurity> {

    @Override
    public abstract void configure(HttpSecurity http);
}

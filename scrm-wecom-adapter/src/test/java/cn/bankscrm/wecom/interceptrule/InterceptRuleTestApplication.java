package cn.bankscrm.wecom.interceptrule;

import cn.bankscrm.wecom.TestBeans;
import cn.bankscrm.wecom.UnusedPorts;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** The lexicon, the door and the rules; the test says when they are compared. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({TestBeans.class, UnusedPorts.class})
@AutoConfigurationPackage(basePackages = "cn.bankscrm.core")
@ComponentScan(
        basePackages = {
            "cn.bankscrm.core.audit",
            "cn.bankscrm.core.privacy",
            "cn.bankscrm.compliance.interception",
            "cn.bankscrm.compliance.interceptrule",
            "cn.bankscrm.compliance.lexicon",
            "cn.bankscrm.wecom.client",
            "cn.bankscrm.wecom.interceptrule"
        },
        excludeFilters =
                @Filter(
                        type = FilterType.REGEX,
                        pattern = ".*(TestApplication|Tests|PrivacyConfiguration|InterceptRuleJob).*"))
class InterceptRuleTestApplication {}

package cn.bankscrm.wecom.tag;

import cn.bankscrm.wecom.TestBeans;
import cn.bankscrm.wecom.UnusedPorts;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** The core and the whole adapter but its threads: the test says when wishes are carried out and syncs run. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({TestBeans.class, UnusedPorts.class})
@AutoConfigurationPackage(basePackages = "cn.bankscrm.core")
@ComponentScan(
        basePackages = {
            "cn.bankscrm.core",
            "cn.bankscrm.wecom.callback",
            "cn.bankscrm.wecom.client",
            "cn.bankscrm.wecom.contact",
            "cn.bankscrm.wecom.directory",
            "cn.bankscrm.wecom.event",
            "cn.bankscrm.wecom.inbox",
            "cn.bankscrm.wecom.tag",
            "cn.bankscrm.wecom.sync"
        },
        excludeFilters =
                @Filter(
                        type = FilterType.REGEX,
                        pattern =
                                ".*(TestApplication|Tests|PrivacyConfiguration|TagWishWorker|SyncWorker|RequestedWeComSync|SyncSchedule).*"))
class TagTestApplication {}

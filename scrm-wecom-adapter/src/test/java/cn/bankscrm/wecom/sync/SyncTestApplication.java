package cn.bankscrm.wecom.sync;

import cn.bankscrm.wecom.TestBeans;
import cn.bankscrm.wecom.UnusedPorts;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** The core and the outbound half of the adapter; the test says when a run is carried out. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({TestBeans.class, UnusedPorts.class})
@AutoConfigurationPackage(basePackages = "cn.bankscrm.core")
@ComponentScan(
        basePackages = {
            "cn.bankscrm.core",
            "cn.bankscrm.wecom.client",
            "cn.bankscrm.wecom.contact",
            "cn.bankscrm.wecom.directory",
            "cn.bankscrm.wecom.tag",
            "cn.bankscrm.wecom.signin",
            "cn.bankscrm.wecom.sync"
        },
        excludeFilters = {
            @Filter(
                    type = FilterType.REGEX,
                    pattern = ".*(TestApplication|Tests|AtHand|PrivacyConfiguration|TagWishWorker).*"),
            @Filter(
                    type = FilterType.ASSIGNABLE_TYPE,
                    classes = {SyncWorker.class, RequestedWeComSync.class, SyncSchedule.class})
        })
class SyncTestApplication {}

package cn.bankscrm.wecom.message;

import cn.bankscrm.wecom.TestBeans;
import cn.bankscrm.wecom.UnusedPorts;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** Touches with the adapter; the test says when sends are carried out. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({TestBeans.class, UnusedPorts.class})
@AutoConfigurationPackage(basePackages = "cn.bankscrm.core")
@ComponentScan(
        basePackages = {
            "cn.bankscrm.core",
            "cn.bankscrm.compliance.interception",
            "cn.bankscrm.compliance.lexicon",
            "cn.bankscrm.engagement",
            "cn.bankscrm.wecom.callback",
            "cn.bankscrm.wecom.client",
            "cn.bankscrm.wecom.contact",
            "cn.bankscrm.wecom.contactway",
            "cn.bankscrm.wecom.directory",
            "cn.bankscrm.wecom.event",
            "cn.bankscrm.wecom.inbox",
            "cn.bankscrm.wecom.message",
            "cn.bankscrm.wecom.moment",
            "cn.bankscrm.wecom.tag"
        },
        excludeFilters = {
            @Filter(
                    type = FilterType.REGEX,
                    pattern =
                            ".*(TestApplication|Tests|PrivacyConfiguration|TagWishWorker|MassSendWorker|MomentWorker|ContactWayWorker|ContactWaySchedule).*"),
            @Filter(
                    type = FilterType.REGEX,
                    pattern =
                            "cn\\.bankscrm\\.engagement\\.(?!touch\\.|contactway\\.|content\\.(BlockedContents|PublishedContents|PublishedMessages)$"
                                    + "|tracking\\.(TrackedLinks|LinkCodes|TrackingConfiguration)$).*")
        })
class TouchTestApplication {}

package cn.bankscrm.engagement.contactway;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Settings of contact ways. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PageAddress.class)
class ContactWayConfiguration {}

package cn.bankscrm.engagement.tracking;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Settings of tracked links. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LinkAddress.class, TrackingProperties.class})
class TrackingConfiguration {}

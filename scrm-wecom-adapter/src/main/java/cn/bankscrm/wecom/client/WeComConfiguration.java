package cn.bankscrm.wecom.client;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads {@code scrm.wecom}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WeComProperties.class)
class WeComConfiguration {}

package cn.bankscrm.compliance.interceptrule;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads the settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InterceptRuleProperties.class)
class InterceptRuleConfiguration {}

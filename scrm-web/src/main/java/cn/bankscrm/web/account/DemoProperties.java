package cn.bankscrm.web.account;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The demonstration.
 *
 * @param password of every demo account
 */
@ConfigurationProperties("scrm.demo")
record DemoProperties(String password) {}

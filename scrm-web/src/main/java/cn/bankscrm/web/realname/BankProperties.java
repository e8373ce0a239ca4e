package cn.bankscrm.web.realname;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param name how customers know the bank; absent: the name of the institution at the top */
@ConfigurationProperties("scrm.bank")
record BankProperties(@DefaultValue("") String name) {}

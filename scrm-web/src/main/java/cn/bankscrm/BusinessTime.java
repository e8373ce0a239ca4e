package cn.bankscrm;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param zone the time zone in which the bank's days begin and end */
@ConfigurationProperties("scrm")
record BusinessTime(@DefaultValue("Asia/Shanghai") String zone) {}

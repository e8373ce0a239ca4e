package cn.bankscrm.engagement.fatigue;

import cn.bankscrm.engagement.touch.Channel;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * Somebody's wish to reach the customer.
 *
 * @param key with the moment it is the wish's name
 * @param wishedFor when, at the earliest
 * @param worth what is worth more goes first
 */
public record Wish(String key, Instant wishedFor, Channel channel, BigDecimal worth) {}

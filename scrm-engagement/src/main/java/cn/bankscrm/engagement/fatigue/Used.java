package cn.bankscrm.engagement.fatigue;

import cn.bankscrm.engagement.touch.Channel;
import java.time.Instant;

/** A touch that is planned, under way or done: it has used a part of the customer's budget. */
public record Used(String key, Instant at, Channel channel) {}

/**
 * Market values (行情): index, gold and foreign exchange as the bank's own feed tells them, with their day and source. No
 * value is made up.
 */
@NamedInterface("market")
@NullMarked
package cn.bankscrm.engagement.market;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

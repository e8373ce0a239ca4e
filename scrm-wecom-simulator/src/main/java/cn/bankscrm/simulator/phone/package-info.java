/** What reaches a customer's phone beside WeCom: text messages, and WeChat's own pages. */
@NullMarked
package cn.bankscrm.simulator.phone;

import org.jspecify.annotations.NullMarked;

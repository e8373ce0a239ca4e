/** WeCom's events (回调事件): what they say, and what is to be done about each family of them. */
@NullMarked
package cn.bankscrm.wecom.event;

import org.jspecify.annotations.NullMarked;

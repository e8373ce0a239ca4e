/** WeCom's callback protocol (回调协议): URL check, signed and encrypted events, for each app of the corp. */
@NullMarked
package cn.bankscrm.wecom.callback;

import org.jspecify.annotations.NullMarked;

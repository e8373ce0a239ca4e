/** Signing in by WeCom's QR code (扫码登录). */
@NullMarked
package cn.bankscrm.wecom.signin;

import org.jspecify.annotations.NullMarked;

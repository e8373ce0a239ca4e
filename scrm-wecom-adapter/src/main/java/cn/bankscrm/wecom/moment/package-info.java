/** Moments for customers (客户朋友圈) by WeCom's API. */
@NullMarked
package cn.bankscrm.wecom.moment;

import org.jspecify.annotations.NullMarked;

/**
 * WeCom's API from our side: tokens, rate limits, and failures by kind. Nothing of the WeCom library is seen outside
 * the packages of this module that use this one.
 */
@NullMarked
package cn.bankscrm.wecom.client;

import org.jspecify.annotations.NullMarked;

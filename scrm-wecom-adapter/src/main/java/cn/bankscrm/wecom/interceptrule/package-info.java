/** Intercept rules (聊天敏感词), written by WeCom's API. */
@NullMarked
package cn.bankscrm.wecom.interceptrule;

import org.jspecify.annotations.NullMarked;

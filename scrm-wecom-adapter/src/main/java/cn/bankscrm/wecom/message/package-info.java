/** Mass sends (企业群发) and welcome messages (欢迎语) by WeCom's API. */
@NullMarked
package cn.bankscrm.wecom.message;

import org.jspecify.annotations.NullMarked;

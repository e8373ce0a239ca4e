/** Contact ways (联系我) by WeCom's API. */
@NullMarked
package cn.bankscrm.wecom.contactway;

import org.jspecify.annotations.NullMarked;

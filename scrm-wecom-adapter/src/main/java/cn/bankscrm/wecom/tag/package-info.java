/** Corp tags (企业标签), read from WeCom. */
@NullMarked
package cn.bankscrm.wecom.tag;

import org.jspecify.annotations.NullMarked;

/** Pages of tags: WeCom's and the bank's own. */
@NullMarked
package cn.bankscrm.web.tag;

import org.jspecify.annotations.NullMarked;

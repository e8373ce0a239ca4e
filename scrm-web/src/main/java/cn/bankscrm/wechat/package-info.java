/** The bank's official account in WeChat (公众号), as far as it tells who opens a phone page. */
@NullMarked
package cn.bankscrm.wechat;

import org.jspecify.annotations.NullMarked;

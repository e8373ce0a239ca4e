/** External contacts and their links (外部联系人), read from WeCom. */
@NullMarked
package cn.bankscrm.wecom.contact;

import org.jspecify.annotations.NullMarked;

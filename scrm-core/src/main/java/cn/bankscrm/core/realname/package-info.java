/** Real-name bindings (实名认证): this WeCom contact is that customer of the bank. */
@NamedInterface("realname")
@NullMarked
package cn.bankscrm.core.realname;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

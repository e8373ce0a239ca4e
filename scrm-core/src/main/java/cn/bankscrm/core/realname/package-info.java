/**
 * Real-name certification (实名认证): this WeCom contact is that customer of the bank. By the link that a manager sends, by
 * the bank's app, or by a person who decides a review.
 */
@NamedInterface("realname")
@NullMarked
package cn.bankscrm.core.realname;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** The customer's time line (客户动态): what happened with a customer, and when somebody really was in touch with them. */
@NamedInterface("activity")
@NullMarked
package cn.bankscrm.core.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

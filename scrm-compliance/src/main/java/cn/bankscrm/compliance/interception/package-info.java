/**
 * Interception (拦截): the one door through which everything leaves for customers. Only
 * {@link cn.bankscrm.compliance.interception.Cleared} text can be handed to whatever sends, and only this package makes
 * it.
 */
@NamedInterface("interception")
@NullMarked
package cn.bankscrm.compliance.interception;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** The audit log (审计日志): who did or looked at what, when, from where and why; append-only. */
@NamedInterface("audit")
@NullMarked
package cn.bankscrm.core.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

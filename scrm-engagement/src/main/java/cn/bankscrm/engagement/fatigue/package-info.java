/**
 * Fatigue guard (频次保护): one budget per customer over all plans, channels and managers. It decides which of the wishes
 * to reach a customer may go out, and explains each one that may not.
 */
@NamedInterface("fatigue")
@NullMarked
package cn.bankscrm.engagement.fatigue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

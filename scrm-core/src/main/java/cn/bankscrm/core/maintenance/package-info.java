/** The maintenance cycle (维护周期): how long managed customers wait for an effective contact, and who never had one. */
@NamedInterface("maintenance")
@NullMarked
package cn.bankscrm.core.maintenance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** The manager's day (工作台): what is worth doing today in order of worth, what is said with it, and that it was done. */
@NamedInterface("workbench")
@NullMarked
package cn.bankscrm.engagement.workbench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

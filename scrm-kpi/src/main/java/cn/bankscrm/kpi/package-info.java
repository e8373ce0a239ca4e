/**
 * KPI (考核): coverage by segment and institution, effective adds, schemes, scorecards and integrity. It reads the core's
 * tables only through the views that the core publishes ({@code core.pub_…}).
 */
@ApplicationModule(displayName = "KPI", allowedDependencies = "core :: *")
@NullMarked
package cn.bankscrm.kpi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * Coverage (覆盖率): certified friends ÷ managed customers, by segment × institution × manager × day. Live cells follow
 * every change within seconds; finished days are kept as snapshots; any day can be counted again from the facts. What
 * is counted is defined once, in {@link cn.bankscrm.kpi.coverage.CoverageSql}.
 */
@NamedInterface("coverage")
@NullMarked
package cn.bankscrm.kpi.coverage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/**
 * Screening (文本筛查): reads a text against a lexicon and tells every hit and the verdict. Knows no database, no web and
 * no framework; {@link cn.bankscrm.compliance.screening.Screener} is where to start.
 */
@NamedInterface("screening")
@NullMarked
package cn.bankscrm.compliance.screening;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/**
 * Back-scan (回溯筛查): entries that are new in a version of the lexicon are looked for in the archive, in the background
 * and behind everything else.
 */
@NamedInterface("backscan")
@NullMarked
package cn.bankscrm.compliance.backscan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

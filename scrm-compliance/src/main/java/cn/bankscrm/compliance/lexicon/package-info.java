/**
 * The lexicon (词库): entries, drafts, versions published by a second person, and the screener of the version in force.
 */
@NamedInterface("lexicon")
@NullMarked
package cn.bankscrm.compliance.lexicon;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

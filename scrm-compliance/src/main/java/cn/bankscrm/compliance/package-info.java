/**
 * Compliance (合规): the lexicon, screening, the one door for everything that leaves, the chat archive, its review and
 * the evidence kept of it.
 */
@ApplicationModule(displayName = "Compliance", allowedDependencies = "core :: *")
@NullMarked
package cn.bankscrm.compliance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

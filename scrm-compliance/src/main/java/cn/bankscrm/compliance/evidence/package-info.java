/**
 * Evidence (存证): every archived message and every audit entry in a signed chain, its verification, retention with legal
 * holds, and packs that prove what they hold.
 */
@NamedInterface("evidence")
@NullMarked
package cn.bankscrm.compliance.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

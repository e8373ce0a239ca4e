/** Referrals (转介绍): which customer brought whom, read from the states of friend links. */
@NamedInterface("referral")
@NullMarked
package cn.bankscrm.core.referral;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** The page of referrals: to whom old customers brought how many friends. */
@NullMarked
package cn.bankscrm.web.referral;

import org.jspecify.annotations.NullMarked;

/**
 * Uplift (提升): what a measure did, beside a control group to whom it was not done, with an interval that says how sure
 * one may be. Pure computing.
 */
@NamedInterface("uplift")
@NullMarked
package cn.bankscrm.engagement.uplift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

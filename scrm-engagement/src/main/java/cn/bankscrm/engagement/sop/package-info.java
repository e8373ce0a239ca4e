/**
 * SOP plans (SOP 计划): what is done for a customer, day by day, after something happened. Written by the middle office,
 * approved by a second person, tried in chosen institutions beside a control group, then promoted.
 */
@NamedInterface("sop")
@NullMarked
package cn.bankscrm.engagement.sop;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

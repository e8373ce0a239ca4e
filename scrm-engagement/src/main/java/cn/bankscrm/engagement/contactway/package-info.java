/**
 * Contact ways (联系我): codes by which customers add members on duty. The platform keeps WeCom's list of members in step
 * with schedules and caps, and counts who came by which code.
 */
@NamedInterface("contactway")
@NullMarked
package cn.bankscrm.engagement.contactway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

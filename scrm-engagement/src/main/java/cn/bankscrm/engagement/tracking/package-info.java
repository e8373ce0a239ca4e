/**
 * Tracked links (追踪链接): one for each piece of content, member of staff and contact; what customers read behind them,
 * how far, and what follows from it.
 */
@NamedInterface("tracking")
@NullMarked
package cn.bankscrm.engagement.tracking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** The pages of tracked links: what customers read, what becomes of it, and the leads that come of it. */
@NullMarked
package cn.bankscrm.web.tracking;

import org.jspecify.annotations.NullMarked;

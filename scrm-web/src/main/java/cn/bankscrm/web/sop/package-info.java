/** Pages of SOP plans and of the fatigue guard. */
@NullMarked
package cn.bankscrm.web.sop;

import org.jspecify.annotations.NullMarked;

/** The platform's port, open from the first moment of a start: who knocks waits instead of being refused. */
@NullMarked
package cn.bankscrm.frontdoor;

import org.jspecify.annotations.NullMarked;

/** Samples of conversations on pages: plans, draws, the reviewer's queue, agreement. */
@NullMarked
package cn.bankscrm.web.sampling;

import org.jspecify.annotations.NullMarked;

/** Sends the life of a data folder as callbacks, in order of time. */
@NullMarked
package cn.bankscrm.simulator.replay;

import org.jspecify.annotations.NullMarked;

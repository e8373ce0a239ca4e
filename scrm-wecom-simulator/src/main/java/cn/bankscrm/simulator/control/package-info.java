/** The paths under {@code /sim} by which a test or a person steers the simulator. */
@NullMarked
package cn.bankscrm.simulator.control;

import org.jspecify.annotations.NullMarked;

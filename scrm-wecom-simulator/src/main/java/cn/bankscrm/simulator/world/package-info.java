/** The corp as it is at the virtual moment: who works there, who is friends with whom, which tags exist. */
@NullMarked
package cn.bankscrm.simulator.world;

import org.jspecify.annotations.NullMarked;

/** Life going on by itself: people add, delete and certify while the simulator runs. */
@NullMarked
package cn.bankscrm.simulator.life;

import org.jspecify.annotations.NullMarked;

@NullMarked
package cn.bankscrm.simulator.callback;

import org.jspecify.annotations.NullMarked;

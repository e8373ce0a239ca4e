@NullMarked
package cn.bankscrm.simulator;

import org.jspecify.annotations.NullMarked;

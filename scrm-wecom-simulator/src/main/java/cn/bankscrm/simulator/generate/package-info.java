/** Makes a bank with a plausible year behind it from a seed, in the form of the bank's own files. */
@NullMarked
package cn.bankscrm.simulator.generate;

import org.jspecify.annotations.NullMarked;

/** What may go wrong on purpose, and how often. */
@NullMarked
package cn.bankscrm.simulator.fault;

import org.jspecify.annotations.NullMarked;

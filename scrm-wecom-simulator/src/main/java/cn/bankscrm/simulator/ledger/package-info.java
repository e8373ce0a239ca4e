/** The book of every callback sent and every call received. */
@NullMarked
package cn.bankscrm.simulator.ledger;

import org.jspecify.annotations.NullMarked;

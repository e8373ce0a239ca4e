/** Small Chinese pages on which a person acts as a customer or a member of staff, or signs in. */
@NullMarked
package cn.bankscrm.simulator.page;

import org.jspecify.annotations.NullMarked;

/**
 * Instructions (指令): an order of the middle office goes down the tree of institutions to every member of staff it is
 * meant for, and comes back as what was done and what they say of it. Where it stalls is seen by everybody above.
 */
@NamedInterface("instruction")
@NullMarked
package cn.bankscrm.engagement.instruction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

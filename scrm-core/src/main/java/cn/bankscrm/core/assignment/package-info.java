/** Manager assignments (管户): which member of staff looks after a customer, with history. */
@NamedInterface("assignment")
@NullMarked
package cn.bankscrm.core.assignment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** Staff (员工) and their effective-dated posts (任职). */
@NamedInterface("staff")
@NullMarked
package cn.bankscrm.core.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

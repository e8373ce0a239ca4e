/** Data scope (数据范围): whose data somebody may see, as a type that every query takes. */
@NamedInterface("scope")
@NullMarked
package cn.bankscrm.core.scope;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** Imports (导入): files of the bank's own systems, streamed, checked row by row, applied as a whole or not at all. */
@NamedInterface("importing")
@NullMarked
package cn.bankscrm.core.importing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

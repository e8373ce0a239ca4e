/** What threads that work in the background have in common (后台线程). */
@NamedInterface("worker")
@NullMarked
package cn.bankscrm.core.worker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

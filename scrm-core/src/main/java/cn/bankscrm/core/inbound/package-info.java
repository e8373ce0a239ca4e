/** WeCom's events on their way in (回调收件箱): how many wait, and the dead letters (死信) that a person must look at. */
@NamedInterface("inbound")
@NullMarked
package cn.bankscrm.core.inbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

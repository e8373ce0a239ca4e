/** Segments (客群): the groups of customers by which coverage is read. */
@NamedInterface("segment")
@NullMarked
package cn.bankscrm.core.segment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** Benchmarks (性能基准): each beside its peers and limits in the same run. */
@NullMarked
package cn.bankscrm.bench;

import org.jspecify.annotations.NullMarked;

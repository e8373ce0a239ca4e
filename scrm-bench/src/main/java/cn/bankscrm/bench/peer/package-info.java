/** What ours are measured beside: other ways to take callbacks in, each in a process of its own. */
@NullMarked
package cn.bankscrm.bench.peer;

import org.jspecify.annotations.NullMarked;

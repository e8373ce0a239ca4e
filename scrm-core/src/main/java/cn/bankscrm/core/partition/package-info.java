/** The months of tables that grow for ever (按月分区): made before they are needed. */
@NullMarked
package cn.bankscrm.core.partition;

import org.jspecify.annotations.NullMarked;

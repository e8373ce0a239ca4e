/** What WeCom knows of a corp, as it lies in a data folder of JSON lines in WeCom's own field names. */
@NullMarked
package cn.bankscrm.simulator.data;

import org.jspecify.annotations.NullMarked;

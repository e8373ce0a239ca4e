/**
 * The full sync with WeCom and the nightly reconciliation: one run at a time in the whole installation, step by step,
 * each step's data and position stored together, so that any node can go on where another ended.
 */
@NullMarked
package cn.bankscrm.wecom.sync;

import org.jspecify.annotations.NullMarked;

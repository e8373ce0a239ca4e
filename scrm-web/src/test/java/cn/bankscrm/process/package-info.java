/**
 * The platform as it runs in the bank: a process of its own with its own database, WeCom's simulator beside it, and
 * whatever may happen to either of them.
 */
@NullMarked
package cn.bankscrm.process;

import org.jspecify.annotations.NullMarked;

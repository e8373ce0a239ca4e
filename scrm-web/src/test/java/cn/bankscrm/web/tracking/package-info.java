/** Tracked links as customers, managers and the bank's systems meet them. */
@NullMarked
package cn.bankscrm.web.tracking;

import org.jspecify.annotations.NullMarked;

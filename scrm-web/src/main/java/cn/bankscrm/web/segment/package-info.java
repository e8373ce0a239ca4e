/** The segments of the bank: their list, the builder of rules, who is in one and why. */
@NullMarked
package cn.bankscrm.web.segment;

import org.jspecify.annotations.NullMarked;

/** Pages of mass sends, moments and welcome messages. */
@NullMarked
package cn.bankscrm.web.touch;

import org.jspecify.annotations.NullMarked;

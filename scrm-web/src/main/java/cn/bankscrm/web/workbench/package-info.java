/** The manager's day (今日) on a phone and at a desk. */
@NullMarked
package cn.bankscrm.web.workbench;

import org.jspecify.annotations.NullMarked;

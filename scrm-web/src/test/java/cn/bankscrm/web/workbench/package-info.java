@NullMarked
package cn.bankscrm.web.workbench;

import org.jspecify.annotations.NullMarked;

@NullMarked
package cn.bankscrm.engagement.workbench;

import org.jspecify.annotations.NullMarked;

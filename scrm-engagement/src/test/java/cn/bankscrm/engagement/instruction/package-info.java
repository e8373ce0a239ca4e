@NullMarked
package cn.bankscrm.engagement.instruction;

import org.jspecify.annotations.NullMarked;

@NullMarked
package cn.bankscrm.engagement.sop;

import org.jspecify.annotations.NullMarked;

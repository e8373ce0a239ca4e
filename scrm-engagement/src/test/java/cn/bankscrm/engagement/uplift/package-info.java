@NullMarked
package cn.bankscrm.engagement.uplift;

import org.jspecify.annotations.NullMarked;

@NullMarked
package cn.bankscrm.engagement.market;

import org.jspecify.annotations.NullMarked;

@NullMarked
package cn.bankscrm.engagement.fatigue;

import org.jspecify.annotations.NullMarked;

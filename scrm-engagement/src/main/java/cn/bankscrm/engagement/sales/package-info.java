/** Sales (产品订单): what customers bought, step by step, and whose links it came from. */
@NamedInterface("sales")
@NullMarked
package cn.bankscrm.engagement.sales;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** Customers (客户) as the bank's CRM knows them. */
@NamedInterface("customer")
@NullMarked
package cn.bankscrm.core.customer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

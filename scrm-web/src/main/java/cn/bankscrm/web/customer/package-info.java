/** Pages on customers (客户): the list, the search, and everything known of one. */
@NullMarked
package cn.bankscrm.web.customer;

import org.jspecify.annotations.NullMarked;

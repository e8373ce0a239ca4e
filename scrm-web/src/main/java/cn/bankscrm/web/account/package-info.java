/** Accounts (账号): signing in with them, locking, and their administration. */
@NullMarked
package cn.bankscrm.web.account;

import org.jspecify.annotations.NullMarked;

/**
 * Who may see what (登录与权限): roles, the signed-in person and their data scope, and the filter chains of pages, callbacks
 * and the management port.
 */
@NullMarked
package cn.bankscrm.web.security;

import org.jspecify.annotations.NullMarked;

/**
 * WeCom's {@code /cgi-bin} paths: one class a family of paths, a router with tokens, limits and faults in front of
 * them.
 */
@NullMarked
package cn.bankscrm.simulator.api;

import org.jspecify.annotations.NullMarked;

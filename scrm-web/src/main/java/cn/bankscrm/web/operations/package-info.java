/** Operations (运维): the inbox of WeCom's events and its dead letters. */
@NullMarked
package cn.bankscrm.web.operations;

import org.jspecify.annotations.NullMarked;

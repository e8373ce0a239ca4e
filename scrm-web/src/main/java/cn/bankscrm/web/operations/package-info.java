/** Operations (运维): the sync with WeCom, the inbox of its events and the dead letters. */
@NullMarked
package cn.bankscrm.web.operations;

import org.jspecify.annotations.NullMarked;

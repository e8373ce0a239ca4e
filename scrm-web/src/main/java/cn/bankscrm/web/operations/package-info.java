/**
 * For those who run the platform (运维), as pages and as API: WeCom's events on their way in, and the sync with WeCom.
 */
@NullMarked
package cn.bankscrm.web.operations;

import org.jspecify.annotations.NullMarked;

/**
 * Real-name certification (实名认证): the phone pages of customers, the managers' list of friends, the review queue, and
 * the API of the bank's app.
 */
@NullMarked
package cn.bankscrm.web.realname;

import org.jspecify.annotations.NullMarked;

/** Real-name certification (实名认证) over the API of the bank's systems. */
@NullMarked
package cn.bankscrm.web.realname;

import org.jspecify.annotations.NullMarked;

/** Pages of tags over HTTP. */
@NullMarked
package cn.bankscrm.web.tag;

import org.jspecify.annotations.NullMarked;

/** Choosing the institution whose figures a page shows (机构选择), as far as the reader may see. */
@NullMarked
package cn.bankscrm.web.institution;

import org.jspecify.annotations.NullMarked;

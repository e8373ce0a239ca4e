/** Coverage (覆盖率) on pages and over the API. */
@NullMarked
package cn.bankscrm.web.coverage;

import org.jspecify.annotations.NullMarked;

/** Imports (导入) over the API and on a page: a file in, its progress, what was wrong with it. */
@NullMarked
package cn.bankscrm.web.importing;

import org.jspecify.annotations.NullMarked;

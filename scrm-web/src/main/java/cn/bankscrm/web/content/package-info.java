/** The content library on pages: writing with marks while one types, checking, versions, files. */
@NullMarked
package cn.bankscrm.web.content;

import org.jspecify.annotations.NullMarked;

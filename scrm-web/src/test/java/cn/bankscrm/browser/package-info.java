/** The application as people use it: a real browser, the whole platform, WeCom's simulator, and a small bank. */
@NullMarked
package cn.bankscrm.browser;

import org.jspecify.annotations.NullMarked;

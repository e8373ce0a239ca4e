/** Where somebody begins (首页): the page that their role needs first. */
@NullMarked
package cn.bankscrm.web.home;

import org.jspecify.annotations.NullMarked;

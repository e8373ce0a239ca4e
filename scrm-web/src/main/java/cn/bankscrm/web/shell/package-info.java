/**
 * The frame around every page: navigation by what one does, scope and date on top, figures as Chinese readers write
 * them, notices, error pages.
 */
@NullMarked
package cn.bankscrm.web.shell;

import org.jspecify.annotations.NullMarked;

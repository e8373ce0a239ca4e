/** The maintenance cycle's pages: how long customers wait, and whom to contact. */
@NullMarked
package cn.bankscrm.web.maintenance;

import org.jspecify.annotations.NullMarked;

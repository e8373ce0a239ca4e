/** Contact ways: planning them, what came of them, and what customers see behind their codes. */
@NullMarked
package cn.bankscrm.web.contactway;

import org.jspecify.annotations.NullMarked;

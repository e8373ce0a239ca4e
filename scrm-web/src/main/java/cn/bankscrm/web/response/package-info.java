/** Response times on pages: figures by institution and manager, and what they are measured by. */
@NullMarked
package cn.bankscrm.web.response;

import org.jspecify.annotations.NullMarked;

/** Pages and API of compliance. */
@NullMarked
package cn.bankscrm.web.compliance;

import org.jspecify.annotations.NullMarked;

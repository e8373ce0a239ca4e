/** Cases (案件): what is done about alerts, by whom and until when, from opening to closing. */
@NamedInterface("casework")
@NullMarked
package cn.bankscrm.compliance.casework;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

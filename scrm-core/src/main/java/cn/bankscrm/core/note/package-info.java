/** Follow-up notes (跟进记录): what a manager writes down about a customer, encrypted. */
@NamedInterface("note")
@NullMarked
package cn.bankscrm.core.note;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

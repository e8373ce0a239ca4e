/**
 * Alerts (预警): what somebody of compliance is to look at, found in archived chats and in what staff do. Repeats stand
 * together in groups. {@link cn.bankscrm.compliance.alert.Alerts} takes them in; an alert never holds what was said.
 */
@NamedInterface("alert")
@NullMarked
package cn.bankscrm.compliance.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

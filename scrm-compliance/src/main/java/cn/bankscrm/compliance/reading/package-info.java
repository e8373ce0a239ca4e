/**
 * Reading of chats (会话查阅) by compliance officers: searched and shown for a stated reason, written into the audit log
 * before anything is shown. {@link cn.bankscrm.compliance.reading.ReadChats} is the one way to the text of a chat.
 */
@NamedInterface("reading")
@NullMarked
package cn.bankscrm.compliance.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

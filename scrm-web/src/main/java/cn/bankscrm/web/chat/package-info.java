/** The audit screen of archived chats: search, conversation, facts; for compliance officers alone. */
@NullMarked
package cn.bankscrm.web.chat;

import org.jspecify.annotations.NullMarked;

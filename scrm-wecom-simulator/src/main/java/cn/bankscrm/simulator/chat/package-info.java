/** The archive of chats (会话内容存档): what members and customers say to each other, sealed as WeCom seals it. */
@NullMarked
package cn.bankscrm.simulator.chat;

import org.jspecify.annotations.NullMarked;

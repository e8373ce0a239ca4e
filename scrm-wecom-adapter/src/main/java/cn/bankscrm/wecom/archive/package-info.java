/**
 * Where the chat archive comes from (会话内容存档): WeCom's native library in a process of its own, or the simulator over
 * HTTP; and what WeCom tells of consents.
 */
@NullMarked
package cn.bankscrm.wecom.archive;

import org.jspecify.annotations.NullMarked;

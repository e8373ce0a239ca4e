/**
 * Search of the chat archive (会话检索): an index of each node's own, in its data folder, that finds every run of
 * characters in every message; it holds the places of characters and no text.
 * {@link cn.bankscrm.compliance.search.ChatSearch} is where to start.
 */
@NamedInterface("search")
@NullMarked
package cn.bankscrm.compliance.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

package cn.bankscrm.wecom.directory;

import org.jspecify.annotations.Nullable;

/**
 * A department of WeCom's address book.
 *
 * @param name null where the app may not see it
 * @param parentId 0 for the root
 */
public record Department(long id, @Nullable String name, long parentId, long order) {}

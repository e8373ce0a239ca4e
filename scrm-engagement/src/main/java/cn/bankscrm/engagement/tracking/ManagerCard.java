package cn.bankscrm.engagement.tracking;

import org.jspecify.annotations.Nullable;

/**
 * Who stands behind a page: what customers may know of a member of staff, and no more.
 *
 * @param position today; null for none
 * @param institution where they work; null for nowhere
 */
public record ManagerCard(
        String name, @Nullable String position, @Nullable String institution) {}

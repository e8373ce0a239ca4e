package cn.bankscrm.compliance.casework;

import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for among cases.
 *
 * @param state null: whatever is not closed
 * @param owner an account; null: everybody's
 * @param overdue those alone that are not closed in time
 */
public record CaseFilter(
        @Nullable CaseState state, @Nullable String owner, boolean overdue) {}

package cn.bankscrm.simulator.data;

import org.jspecify.annotations.Nullable;

/**
 * A department (部门) of the corp.
 *
 * @param id the root is 1
 * @param parentid 0 for the root
 * @param order larger comes first
 * @param code the bank's institution code, where the folder tells it; never shown by the API
 */
public record Department(
        long id,
        String name,
        long parentid,
        long order,
        @Nullable String code) {}

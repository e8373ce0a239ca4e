package cn.bankscrm.web.account;

import cn.bankscrm.web.security.Role;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator enters.
 *
 * @param institutionCode needed by roles that look from an institution
 * @param staffNo needed by roles that see their own customers; for others it allows signing in by WeCom
 */
record AccountForm(
        @NotBlank @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{2,63}")
        String username,

        @NotBlank @Size(max = 64) String displayName,
        @NotNull Role role,
        @Nullable @Size(max = 32) String institutionCode,
        @Nullable @Size(max = 32) String staffNo) {

    static AccountForm empty() {
        return new AccountForm("", "", Role.RELATIONSHIP_MANAGER, null, null);
    }

    static AccountForm of(Account account) {
        return new AccountForm(
                account.username(),
                account.displayName(),
                account.role(),
                account.institutionCode(),
                account.staffNo());
    }
}

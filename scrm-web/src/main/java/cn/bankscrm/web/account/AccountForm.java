package cn.bankscrm.web.account;

import cn.bankscrm.web.security.Role;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator enters. Whose the account is, is said in one of three ways: by {@code staffNo}, by
 * {@code weComUserId}, or by declaring that there is no WeCom account.
 *
 * @param institutionCode needed by roles that look from an institution
 * @param staffNo of the register of staff (a WeCom account where there is no number yet); needed by roles that see
 *     their own customers; for all it allows signing in by WeCom
 * @param weComUserId of somebody who is not in the register of staff yet
 * @param noWeCom declared: the person has no WeCom account, so none of the chats is theirs; absent means no
 */
record AccountForm(
        @NotBlank @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{2,63}")
        String username,

        @NotBlank @Size(max = 64) String displayName,
        @NotNull Role role,
        @Nullable @Size(max = 32) String institutionCode,
        @Nullable @Size(max = 64) String staffNo,
        @Nullable @Size(max = 64) String weComUserId,
        @Nullable Boolean noWeCom) {

    static AccountForm empty() {
        return new AccountForm("", "", Role.RELATIONSHIP_MANAGER, null, null, null, null);
    }

    static AccountForm of(Account account) {
        return new AccountForm(
                account.username(),
                account.displayName(),
                account.role(),
                account.institutionCode(),
                account.staffNo(),
                account.staffNo() == null ? account.weComUserId() : null,
                account.noWeCom());
    }

    boolean declaresNoWeCom() {
        return Boolean.TRUE.equals(noWeCom);
    }
}

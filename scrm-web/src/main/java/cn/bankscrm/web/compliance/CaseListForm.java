package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.casework.CaseFilter;
import cn.bankscrm.compliance.casework.CaseState;
import cn.bankscrm.web.shell.Choices;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponents;

/**
 * What somebody looks for among cases, as the address holds it.
 *
 * @param state null: whatever is not closed
 * @param mine those alone of whoever looks
 */
record CaseListForm(
        @Nullable CaseState state,
        @Nullable Boolean mine,
        @Nullable Boolean overdue) {

    public boolean onlyMine() {
        return Boolean.TRUE.equals(mine);
    }

    public boolean onlyOverdue() {
        return Boolean.TRUE.equals(overdue);
    }

    CaseFilter filter(String account) {
        return new CaseFilter(state, onlyMine() ? account : null, onlyOverdue());
    }

    UriComponents address(String path) {
        return choices().address(path);
    }

    /** The choices by name: for the entry about an export. */
    Map<String, String> chosen() {
        return choices().values();
    }

    private Choices choices() {
        return new Choices().with("state", state).with("mine", onlyMine()).with("overdue", onlyOverdue());
    }
}

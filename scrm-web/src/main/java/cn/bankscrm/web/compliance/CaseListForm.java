package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.casework.CaseFilter;
import cn.bankscrm.compliance.casework.CaseState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

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
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        chosen().forEach(address::queryParam);
        return address.build();
    }

    /** The choices by name: for addresses, and for the entry about an export. */
    Map<String, String> chosen() {
        Map<String, String> chosen = new LinkedHashMap<>();
        Optional.ofNullable(state).ifPresent(one -> chosen.put("state", one.name()));
        chosen.put("mine", Boolean.toString(onlyMine()));
        chosen.put("overdue", Boolean.toString(onlyOverdue()));
        return chosen;
    }
}

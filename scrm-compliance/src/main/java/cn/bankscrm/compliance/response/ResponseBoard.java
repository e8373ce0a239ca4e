package cn.bankscrm.compliance.response;

import java.util.List;

/** The figures of a scope, of the institutions right below, and of its members of staff: most late first. */
public record ResponseBoard(ResponseFigures figures, List<ResponseRow> below, List<ResponseRow> staff) {

    public ResponseBoard {
        below = List.copyOf(below);
        staff = List.copyOf(staff);
    }
}

package cn.bankscrm.core.importing;

/**
 * A column of a file that another module takes over.
 *
 * @param name as in the header row
 * @param presence how much of it there must be
 * @param longest in UTF-16 units
 */
public record FileColumn(String name, Presence presence, int longest) {

    /** How much of a column there must be. */
    public enum Presence {
        /** Every row fills it. */
        FILLED,
        /** The header names it; rows may leave it empty. */
        MAY_BE_EMPTY,
        /** The file may do without it. */
        MAY_BE_MISSING
    }

    Column column() {
        return switch (presence) {
            case FILLED -> Column.required(name, longest, Shape.ANY);
            case MAY_BE_EMPTY -> Column.optional(name, longest, Shape.ANY);
            case MAY_BE_MISSING -> Column.extra(name, longest, Shape.ANY);
        };
    }
}

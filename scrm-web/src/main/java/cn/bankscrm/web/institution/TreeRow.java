package cn.bankscrm.web.institution;

import java.util.List;

/**
 * A line of the tree, with the lines below it where it is open.
 *
 * @param address of the page with this institution
 * @param current whether the page shows this institution now
 * @param branches whether it could be opened
 */
record TreeRow(String code, String name, String address, boolean current, boolean branches, List<TreeRow> open) {}

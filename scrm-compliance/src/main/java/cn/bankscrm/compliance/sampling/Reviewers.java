package cn.bankscrm.compliance.sampling;

import java.util.List;

/** Who may review: the port that whoever keeps the accounts answers. */
@FunctionalInterface
public interface Reviewers {

    /** All whose account is open. */
    List<Reviewer> all();
}

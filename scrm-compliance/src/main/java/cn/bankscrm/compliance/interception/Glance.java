package cn.bankscrm.compliance.interception;

import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Verdict;
import java.util.List;

/**
 * What the door would say of a text that somebody still types: kept nowhere, and no ground to send it.
 *
 * @param hits all of them, those that are only recorded too
 */
public record Glance(Verdict verdict, List<Hit> hits) {

    public Glance {
        hits = List.copyOf(hits);
    }
}

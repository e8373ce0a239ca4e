package cn.bankscrm.core.activity;

import java.util.List;
import java.util.Set;

/**
 * One kind of facts on customers' time lines (动态来源), read where they are kept. A feature joins the time line by a bean
 * of this type.
 */
public interface TimeLineSource {

    /** Short and lasting: a letter or more, part of addresses, unique among the sources. */
    String name();

    /** What it may give. */
    Set<TimeLineKind> kinds();

    /**
     * The newest facts that fit, newest first (by time, then by id), at most {@link TimeLineQuery#most}. Has to cost
     * the same however long the time line is.
     */
    List<TimeLineFact> facts(TimeLineQuery query);
}

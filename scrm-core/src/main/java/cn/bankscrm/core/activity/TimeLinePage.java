package cn.bankscrm.core.activity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a time line, newest first.
 *
 * @param next where it goes on, for addresses; null at the end
 */
public record TimeLinePage(
        List<TimeLineEntry> entries, @Nullable String next) {

    public TimeLinePage {
        entries = List.copyOf(entries);
    }
}

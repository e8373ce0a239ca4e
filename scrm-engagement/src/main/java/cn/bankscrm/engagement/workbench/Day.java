package cn.bankscrm.engagement.workbench;

import java.util.List;

/**
 * A member's day.
 *
 * @param tasks in order of worth; the first three are the ones to do
 * @param all how many there are, also those that are not shown
 * @param doneToday how many touches were done today
 */
public record Day(List<DayTask> tasks, int all, int doneToday) {

    public Day {
        tasks = List.copyOf(tasks);
    }
}

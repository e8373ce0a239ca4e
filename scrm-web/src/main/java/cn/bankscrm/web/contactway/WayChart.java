package cn.bankscrm.web.contactway;

import cn.bankscrm.engagement.contactway.WayQueries.Day;
import java.util.ArrayList;
import java.util.List;

/**
 * Friends by day as bars, drawn without a script: those added, and in front of them those of them who are certified.
 *
 * @param width of the picture; a day is {@value #STEP} wide
 * @param most what the highest bar stands for
 */
record WayChart(int width, long most, List<Bar> bars) {

    static final int HEIGHT = 120;
    static final int STEP = 10;

    /** One day. */
    record Bar(int x, long added, long certified, String day, Day of) {}

    WayChart {
        bars = List.copyOf(bars);
    }

    static WayChart of(List<Day> days) {
        long most = days.stream().mapToLong(day -> day.figures().added()).max().orElse(0);
        List<Bar> bars = new ArrayList<>();
        for (Day day : days) {
            bars.add(new Bar(
                    bars.size() * STEP,
                    height(day.figures().added(), most),
                    height(day.figures().certified(), most),
                    day.day().toString(),
                    day));
        }
        return new WayChart(Math.max(STEP, bars.size() * STEP), most, bars);
    }

    /** A day with anybody at all is seen. */
    private static long height(long count, long most) {
        return count == 0 ? 0 : Math.max(2, count * HEIGHT / most);
    }

    public int height() {
        return HEIGHT;
    }
}

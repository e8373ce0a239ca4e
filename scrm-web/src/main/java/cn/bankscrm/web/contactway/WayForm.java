package cn.bankscrm.web.contactway;

import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.contactway.WayMember;
import cn.bankscrm.engagement.contactway.WayPlan;
import cn.bankscrm.engagement.contactway.WayQueries.Choice;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What the form of a code says. What cannot be read is left to the plan to refuse. */
final class WayForm {

    private static final int MOST_ROWS = 400;

    private WayForm() {}

    static WayPlan read(MultiValueMap<String, String> form) {
        List<WayMember> members = new ArrayList<>();
        for (String staff : Objects.requireNonNullElse(form.get("staff"), List.<String>of()).stream()
                .distinct()
                .limit(MOST_ROWS)
                .toList()) {
            String role = text(form, "role_" + staff);
            if (staff.matches("\\d{1,18}") && (role.equals("DUTY") || role.equals("STAND_IN"))) {
                members.add(member(form, staff, role.equals("STAND_IN")));
            }
        }
        return new WayPlan(
                text(form, "name"), text(form, "channel"), form.containsKey("onPage"), text(form, "places"), members);
    }

    private static WayMember member(MultiValueMap<String, String> form, String staff, boolean standIn) {
        StaffId id = new StaffId(Long.parseLong(staff));
        if (standIn) {
            return WayMember.standIn(id);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        Objects.requireNonNullElse(form.get("days_" + staff), List.<String>of()).stream()
                .filter(day -> day.matches("[1-7]"))
                .forEach(day -> days.add(DayOfWeek.of(Integer.parseInt(day))));
        return new WayMember(
                id,
                false,
                days,
                time(text(form, "from_" + staff), LocalTime.MAX),
                time(text(form, "until_" + staff), LocalTime.MIN),
                cap(text(form, "cap_" + staff)));
    }

    /** The choices as the form left them. */
    static List<Choice> overlaid(List<Choice> choices, WayPlan plan) {
        return choices.stream()
                .map(choice -> new Choice(
                        choice.staff(), choice.number(), choice.name(), choice.institution(), in(plan, choice)))
                .toList();
    }

    private static @Nullable WayMember in(WayPlan plan, Choice choice) {
        return plan.members().stream()
                .filter(one -> one.staff().equals(choice.staff()))
                .findFirst()
                .orElse(null);
    }

    /** @param otherwise so that an unreadable time makes no hours */
    private static LocalTime time(String text, LocalTime otherwise) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    private static int cap(String text) {
        return text.isEmpty() ? 0 : text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    }

    private static String text(MultiValueMap<String, String> form, String name) {
        return Objects.requireNonNullElse(form.getFirst(name), "").strip();
    }
}

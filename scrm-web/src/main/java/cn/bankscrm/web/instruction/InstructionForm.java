package cn.bankscrm.web.instruction;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.instruction.InstructionDraft;
import cn.bankscrm.engagement.sop.PlanId;
import cn.bankscrm.engagement.touch.Channel;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;

/**
 * What somebody typed into the form, as they typed it.
 *
 * @param reach codes of institutions that were ticked
 * @param more further codes, by spaces or commas
 * @param remind days before the last one; empty for never
 */
record InstructionForm(
        String key,
        String title,
        String words,
        String content,
        String channel,
        String plan,
        Set<String> reach,
        String more,
        Set<String> positions,
        boolean automatic,
        String due,
        String remind,
        String escalate) {

    private static final int USUAL_DAYS = 7;

    InstructionForm {
        reach = Set.copyOf(reach);
        positions = Set.copyOf(positions);
    }

    /** @param positions which are ticked at first */
    static InstructionForm empty(Set<String> positions, LocalDate today) {
        return new InstructionForm(
                UUID.randomUUID().toString(),
                "",
                "",
                "",
                "",
                "",
                Set.of(),
                "",
                positions,
                false,
                today.plusDays(USUAL_DAYS).toString(),
                "2",
                "2");
    }

    static InstructionForm of(MultiValueMap<String, String> typed) {
        return new InstructionForm(
                first(typed, "key"),
                first(typed, "title"),
                first(typed, "words"),
                first(typed, "content"),
                first(typed, "channel"),
                first(typed, "plan"),
                Set.copyOf(typed.getOrDefault("reach", List.of())),
                first(typed, "more"),
                Set.copyOf(typed.getOrDefault("position", List.of())),
                !first(typed, "automatic").isEmpty(),
                first(typed, "due"),
                first(typed, "remind"),
                first(typed, "escalate"));
    }

    private static String first(MultiValueMap<String, String> typed, String name) {
        String value = typed.getFirst(name);
        return value == null ? "" : value.strip();
    }

    /** Of all institutions that are meant. */
    List<String> codes() {
        return Stream.concat(reach.stream(), Arrays.stream(more.split("[\\s,，、;；]+")))
                .filter(code -> !code.isEmpty())
                .distinct()
                .toList();
    }

    /** @param institutions those of {@link #codes} */
    InstructionDraft draft(InstitutionId from, List<InstitutionId> institutions) {
        return new InstructionDraft(
                key,
                title,
                words,
                number(content).map(ContentId::new),
                number(plan).map(PlanId::new),
                Arrays.stream(Channel.values())
                        .filter(one -> one.name().equals(channel))
                        .findFirst(),
                from,
                institutions,
                List.copyOf(positions),
                automatic,
                day(),
                number(remind).map(Math::toIntExact),
                number(escalate).map(Math::toIntExact).orElse(2));
    }

    /** What is no day is over. */
    private LocalDate day() {
        try {
            return LocalDate.parse(due);
        } catch (DateTimeParseException noDay) {
            return LocalDate.EPOCH;
        }
    }

    private static Optional<Long> number(String typed) {
        return typed.matches("[0-9]{1,9}") ? Optional.of(Long.valueOf(typed)) : Optional.empty();
    }
}

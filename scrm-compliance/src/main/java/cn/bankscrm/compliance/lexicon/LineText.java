package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.LooseReading;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.institution.InstitutionCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A line of the lexicon as files and forms write it: a text a column, lists joined by a vertical bar. */
public final class LineText {

    public static final String TERM = "term";
    public static final String LEVEL = "level";
    public static final String CATEGORY = "category";
    public static final String MATCH = "match";
    public static final String DISTANCE = "distance";
    public static final String SAFE_CONTEXTS = "safe_contexts";
    public static final String READINGS = "readings";
    public static final String OUTLETS = "outlets";
    public static final String INSTITUTIONS = "institutions";
    public static final String ROLES = "roles";
    public static final String GROUND = "ground";
    public static final String VALID_FROM = "valid_from";
    public static final String VALID_TO = "valid_to";

    /** In the order in which files have them. */
    public static final List<String> COLUMNS = List.of(
            TERM,
            LEVEL,
            CATEGORY,
            MATCH,
            DISTANCE,
            SAFE_CONTEXTS,
            READINGS,
            OUTLETS,
            INSTITUTIONS,
            ROLES,
            GROUND,
            VALID_FROM,
            VALID_TO);

    private static final String LITERAL = "literal";
    private static final String COMBINATION = "combination";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern BAR = Pattern.compile("\\|");

    private final Map<String, String> fields;
    private final List<LineFault> faults = new ArrayList<>();

    private LineText(Map<String, String> fields) {
        this.fields = fields;
    }

    /**
     * @param fields by column; what is left out is empty
     * @param faults is told everything that is wrong with them
     * @return empty when anything was
     */
    public static Optional<LexiconLine> read(Map<String, String> fields, Consumer<LineFault> faults) {
        LineText text = new LineText(fields);
        Optional<LexiconLine> line = text.line();
        text.faults.forEach(faults);
        return text.faults.isEmpty() ? line : Optional.empty();
    }

    /** In the order of {@link #COLUMNS}. */
    public static List<String> write(LexiconLine line) {
        LexiconEntry entry = line.entry();
        boolean pair = entry.phrase() instanceof Phrase.Combination;
        return List.of(
                entry.term(),
                entry.level().name(),
                entry.category(),
                pair ? COMBINATION : LITERAL,
                entry.phrase() instanceof Phrase.Combination combination
                        ? Integer.toString(combination.distance())
                        : "",
                String.join("|", entry.safeContexts()),
                joined(entry.readings(), Enum::name),
                joined(entry.reach().outlets(), Enum::name),
                joined(entry.reach().institutions(), InstitutionCode::value),
                joined(entry.reach().roles(), Function.identity()),
                line.ground(),
                day(line.validFrom()),
                day(line.validTo()));
    }

    private Optional<LexiconLine> line() {
        Optional<Level> level = named(Level.values(), text(LEVEL));
        if (level.isEmpty()) {
            faults.add(LineFault.LEVEL);
        }
        if (text(CATEGORY).isBlank()) {
            faults.add(LineFault.NO_CATEGORY);
        }
        Optional<Phrase> phrase = phrase();
        Set<LooseReading> readings = all(LooseReading.values(), READINGS, LineFault.READING);
        Set<Outlet> outlets = all(Outlet.values(), OUTLETS, LineFault.OUTLET);
        Optional<LocalDate> from = date(VALID_FROM, LineFault.VALID_FROM);
        Optional<LocalDate> to = date(VALID_TO, LineFault.VALID_TO);
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            faults.add(LineFault.DATES);
        }
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        Reach reach = new Reach(
                outlets,
                list(INSTITUTIONS).map(InstitutionCode::new).collect(Collectors.toUnmodifiableSet()),
                list(ROLES).collect(Collectors.toUnmodifiableSet()));
        LexiconEntry entry = new LexiconEntry(
                phrase.orElseThrow(),
                level.orElseThrow(),
                text(CATEGORY),
                list(SAFE_CONTEXTS).distinct().toList(),
                reach,
                readings);
        return Optional.of(new LexiconLine(entry, text(GROUND), from.orElse(null), to.orElse(null)));
    }

    private Optional<Phrase> phrase() {
        String distance = text(DISTANCE);
        return switch (text(MATCH).toLowerCase(Locale.ROOT)) {
            case LITERAL -> {
                if (!distance.isEmpty()) {
                    faults.add(LineFault.DISTANCE_OF_LITERAL);
                }
                yield Optional.of(Phrase.literal(text(TERM)));
            }
            case COMBINATION -> {
                boolean parts = BAR.split(text(TERM), -1).length == 2;
                if (!parts) {
                    faults.add(LineFault.PARTS);
                }
                if (distance.isEmpty()) {
                    faults.add(LineFault.NO_DISTANCE);
                } else if (!NUMBER.matcher(distance).matches()) {
                    faults.add(LineFault.DISTANCE);
                } else if (parts) {
                    yield Optional.of(Phrase.combination(text(TERM), Integer.parseInt(distance)));
                }
                yield Optional.empty();
            }
            default -> {
                faults.add(LineFault.MATCH);
                yield Optional.empty();
            }
        };
    }

    private Optional<LocalDate> date(String column, LineFault fault) {
        if (text(column).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text(column)));
        } catch (DateTimeException e) {
            faults.add(fault);
            return Optional.empty();
        }
    }

    private <E extends Enum<E>> Set<E> all(E[] values, String column, LineFault fault) {
        List<Optional<E>> read = list(column).map(text -> named(values, text)).toList();
        if (read.stream().anyMatch(Optional::isEmpty)) {
            faults.add(fault);
        }
        return read.stream().flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst();
    }

    private Stream<String> list(String column) {
        return BAR.splitAsStream(text(column)).map(String::strip).filter(part -> !part.isEmpty());
    }

    /** Without the apostrophe that keeps a spreadsheet from taking the text for a formula. */
    private String text(String column) {
        String text = fields.getOrDefault(column, "").strip();
        boolean guarded = text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0;
        return guarded ? text.substring(1) : text;
    }

    private static <T> String joined(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).sorted().collect(Collectors.joining("|"));
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }
}

package cn.bankscrm.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Coverage straight from its definition and from the files of a bank, row by row: slow, plain, and sharing nothing with
 * the platform but the rules of the bank's format.
 */
final class NaiveCoverage {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LocalDate day;
    private final Instant asOf;
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, String> staffOfUser = new HashMap<>();
    private final Map<String, String> institutionOfStaff = new HashMap<>();
    private final Map<String, String> managerOf = new HashMap<>();
    private final Map<String, Set<String>> reachedBy = new HashMap<>();
    private final Map<String, int[]> cells = new HashMap<>();

    private NaiveCoverage(LocalDate day) {
        this.day = day;
        this.asOf = day.plusDays(1)
                .atStartOfDay(ZoneId.of("Asia/Shanghai"))
                .toInstant()
                .minusSeconds(1);
    }

    /** The rows of {@code expected/coverage.csv} without the header, in order of their text. */
    static List<String> of(Path folder, LocalDate day) throws IOException {
        return new NaiveCoverage(day).rows(folder);
    }

    private List<String> rows(Path folder) throws IOException {
        Path bank = folder.resolve("bank");
        for (Map<String, String> row : csv(bank.resolve("institutions.csv"))) {
            parents.put(row.getOrDefault("code", ""), row.getOrDefault("parent_code", ""));
        }
        for (Map<String, String> row : csv(bank.resolve("staff.csv"))) {
            staffOfUser.put(
                    row.getOrDefault("wecom_userid", "").toLowerCase(java.util.Locale.ROOT),
                    row.getOrDefault("staff_no", ""));
            if (holds(row)) {
                institutionOfStaff.put(row.getOrDefault("staff_no", ""), row.getOrDefault("institution_code", ""));
            }
        }
        for (Map<String, String> row : csv(bank.resolve("assignments.csv"))) {
            if (holds(row)) {
                managerOf.put(row.getOrDefault("customer_no", ""), row.getOrDefault("staff_no", ""));
            }
        }
        reach(folder);
        for (Map<String, String> row : csv(bank.resolve("customers.csv"))) {
            count(row);
        }
        return cells.entrySet().stream()
                .map(cell -> line(cell.getKey(), cell.getValue()))
                .sorted()
                .toList();
    }

    /** Which staff have a live link with a contact that is certified as the customer. */
    private void reach(Path folder) throws IOException {
        Map<String, Set<String>> customersOf = new HashMap<>();
        for (Map<String, String> row : csv(folder.resolve("bank").resolve("bindings.csv"))) {
            boolean stands = row.getOrDefault("unbound_at", "").isEmpty()
                    || moment(row.getOrDefault("unbound_at", "")).isAfter(asOf);
            if (!moment(row.getOrDefault("bound_at", "")).isAfter(asOf) && stands) {
                customersOf
                        .computeIfAbsent(row.getOrDefault("external_userid", ""), k -> new HashSet<>())
                        .add(row.getOrDefault("customer_no", ""));
            }
        }
        for (String line : Files.readAllLines(folder.resolve("wecom").resolve("follow_users.jsonl"))) {
            JsonNode link = JSON.readTree(line);
            String staff = staffOfUser.get(link.path("userid").asString("").toLowerCase(java.util.Locale.ROOT));
            boolean begun = link.path("createtime").asLong() <= asOf.getEpochSecond();
            boolean ended =
                    link.hasNonNull("deleted_at") && link.path("deleted_at").asLong() <= asOf.getEpochSecond();
            if (staff != null && begun && !ended && institutionOfStaff.containsKey(staff)) {
                customersOf
                        .getOrDefault(link.path("external_userid").asString(""), Set.of())
                        .forEach(customer -> reachedBy
                                .computeIfAbsent(customer, k -> new HashSet<>())
                                .add(staff));
            }
        }
    }

    private void count(Map<String, String> customer) {
        String manager = managerOf.get(customer.getOrDefault("customer_no", ""));
        String institution = manager == null ? null : institutionOfStaff.get(manager);
        if (manager == null || institution == null) {
            return;
        }
        Set<String> reached = reachedBy.getOrDefault(customer.getOrDefault("customer_no", ""), Set.of());
        Set<String> segments = new HashSet<>(List.of("全部"));
        for (String segment : customer.getOrDefault("segments", "").split("\\|", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        for (String segment : segments) {
            add("staff," + manager + "," + segment, reached.contains(manager), !reached.isEmpty());
            for (String at = institution; at != null && !at.isEmpty(); at = parents.get(at)) {
                add("institution," + at + "," + segment, reached.contains(manager), !reached.isEmpty());
            }
        }
    }

    private void add(String cell, boolean own, boolean any) {
        int[] sums = cells.computeIfAbsent(cell, k -> new int[3]);
        sums[0]++;
        sums[1] += own ? 1 : 0;
        sums[2] += any ? 1 : 0;
    }

    private static String line(String cell, int[] sums) {
        BigDecimal share = new BigDecimal(sums[1]).divide(new BigDecimal(sums[0]), 4, RoundingMode.HALF_EVEN);
        return cell + "," + sums[0] + "," + sums[1] + "," + sums[2] + "," + share;
    }

    private boolean holds(Map<String, String> row) {
        return !LocalDate.parse(row.getOrDefault("valid_from", "")).isAfter(day)
                && (row.getOrDefault("valid_to", "").isEmpty()
                        || !LocalDate.parse(row.getOrDefault("valid_to", "")).isBefore(day));
    }

    private static Instant moment(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /** No field of these files holds a comma or a quotation mark. */
    private static List<Map<String, String>> csv(Path file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        String[] names = lines.getFirst().split(",", -1);
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            if (values.length != names.length || line.indexOf('"') >= 0) {
                throw new IllegalArgumentException("Not a plain row in " + file.getFileName());
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], values[i]);
            }
            rows.add(row);
        }
        return rows;
    }
}

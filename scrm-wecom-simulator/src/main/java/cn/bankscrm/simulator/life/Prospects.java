package cn.bankscrm.simulator.life;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds, in a bank's own files, the customers who have never certified a contact. */
public final class Prospects {
    private Prospects() {}

    /**
     * Reads them.
     *
     * @param bank the folder with {@code customers.csv} and the other files; where it is missing, nobody is found
     */
    public static List<Prospect> read(Path bank) {
        if (!Files.exists(bank.resolve("customers.csv"))) {
            return List.of();
        }
        Set<String> certified = new HashSet<>();
        Csv.read(bank.resolve("bindings.csv"), row -> certified.add(row.getOrDefault("customer_no", "")));
        Map<String, String> userids = column(bank.resolve("staff.csv"), "staff_no", "wecom_userid");
        Map<String, String> provinces = column(bank.resolve("institutions.csv"), "code", "province");
        Map<String, String> managers = new HashMap<>();
        Csv.read(bank.resolve("assignments.csv"), row -> {
            if (row.getOrDefault("valid_to", "").isEmpty()) {
                managers.put(
                        row.getOrDefault("customer_no", ""),
                        userids.getOrDefault(row.getOrDefault("staff_no", ""), ""));
            }
        });
        List<Prospect> prospects = new ArrayList<>();
        Csv.read(bank.resolve("customers.csv"), row -> {
            String no = row.getOrDefault("customer_no", "");
            if (!certified.contains(no)) {
                prospects.add(new Prospect(
                        no,
                        row.getOrDefault("name", ""),
                        row.getOrDefault("mobile", ""),
                        managers.getOrDefault(no, ""),
                        provinces.getOrDefault(row.getOrDefault("institution_code", ""), "")));
            }
        });
        return prospects;
    }

    private static Map<String, String> column(Path file, String key, String value) {
        Map<String, String> result = new HashMap<>();
        Csv.read(file, row -> result.put(row.getOrDefault(key, ""), row.getOrDefault(value, "")));
        return result;
    }
}

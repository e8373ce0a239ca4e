package cn.bankscrm.simulator;

import cn.bankscrm.simulator.generate.BankFolder;
import cn.bankscrm.simulator.generate.BankGenerator;
import cn.bankscrm.simulator.generate.BankPlan;
import cn.bankscrm.simulator.generate.GeneratedBank;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a bank into a folder. */
final class GenerateCommand {
    private static final Logger log = LoggerFactory.getLogger(GenerateCommand.class);
    private static final Set<String> VALUED =
            Set.of("out", "seed", "institutions", "staff", "customers", "contacts", "today");

    private final CommandLine line;
    private final Clock clock;

    GenerateCommand(List<String> arguments, Map<String, String> environment, Clock clock) {
        this.line = CommandLine.of(arguments, environment, VALUED, Set.of());
        this.clock = clock;
    }

    void run() {
        Path out = line.value("out").map(Path::of).orElseThrow(() -> new IllegalArgumentException("--out is missing"));
        GeneratedBank bank = BankGenerator.generate(plan());
        new BankFolder(out).write(bank);
        log.info(
                "{} institutions, {} staff, {} customers, {} contacts, {} friend links, {} bindings in {}",
                bank.institutions().size(),
                bank.staff().size(),
                bank.customers().size(),
                bank.weCom().contacts().size(),
                bank.weCom().friends().size(),
                bank.bindings().size(),
                out);
    }

    private BankPlan plan() {
        return new BankPlan(
                line.number("seed", 1),
                line.number("institutions", BankPlan.USUAL_INSTITUTIONS),
                line.number("staff", BankPlan.USUAL_STAFF),
                line.number("customers", BankPlan.USUAL_CUSTOMERS),
                line.number("contacts", BankPlan.USUAL_CONTACTS),
                line.value("today")
                        .map(GenerateCommand::day)
                        .orElseGet(() -> LocalDate.now(clock.withZone(ZoneId.of("Asia/Shanghai")))));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("--today must be a date: " + text, e);
        }
    }
}

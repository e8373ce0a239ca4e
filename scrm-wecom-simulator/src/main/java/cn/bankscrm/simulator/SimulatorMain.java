package cn.bankscrm.simulator;

import cn.bankscrm.simulator.http.BadRequest;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The simulator as a program of its own. */
public final class SimulatorMain {
    static {
        // one line an entry on the console; an application that runs the simulator in-process keeps its own settings
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "cn/bankscrm/simulator/console-log.xml");
        }
    }

    private SimulatorMain() {}

    public static void main(String[] args) throws InterruptedException {
        Logger log = LoggerFactory.getLogger(SimulatorMain.class);
        try {
            if (args.length > 0 && args[0].equals("generate")) {
                List<String> rest = List.of(args).subList(1, args.length);
                new GenerateCommand(rest, System.getenv(), Clock.systemUTC()).run();
            } else if (args.length > 0 && args[0].equals("archive-key")) {
                ArchiveKeyCommand.run(List.of(args).subList(1, args.length));
            } else {
                new ServeCommand(List.of(args), System.getenv()).run();
            }
        } catch (IllegalArgumentException | UncheckedIOException | BadRequest e) {
            log.error("{}\n{}", e.getMessage(), ServeCommand.USAGE);
            System.exit(2);
        }
    }
}

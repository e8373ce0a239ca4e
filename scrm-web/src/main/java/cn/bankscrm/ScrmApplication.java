package cn.bankscrm;

import cn.bankscrm.frontdoor.DatabaseLost;
import cn.bankscrm.frontdoor.WaitingDoor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The platform: finds every module by the package they share. */
@SpringBootApplication
public class ScrmApplication {

    public static void main(String[] args) {
        SpringApplication platform = new SpringApplication(ScrmApplication.class);
        platform.addListeners(new WaitingDoor());
        try {
            platform.run(args);
        } catch (RuntimeException failure) {
            if (DatabaseLost.isCauseOf(failure)) {
                System.exit(DatabaseLost.EXIT_CODE);
            }
            throw failure;
        }
    }
}

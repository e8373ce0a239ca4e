package cn.bankscrm;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The platform: finds every module by the package they share. */
@SpringBootApplication
public class ScrmApplication {

    public static void main(String[] args) {
        SpringApplication.run(ScrmApplication.class, args);
    }
}

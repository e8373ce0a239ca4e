package cn.bankscrm;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The fine arrows between modules; the coarse ones are Maven's. */
class ModularityTests {

    private final ApplicationModules modules = ApplicationModules.of(ScrmApplication.class, new ProductionOnly());

    @Test
    void everyModuleTouchesOnlyWhatOthersExportToIt() {
        modules.verify();
    }

    /** Pictures and pages of every module under {@code target/spring-modulith-docs}. */
    @Test
    void documentsTheModules() {
        new Documenter(modules).writeModulesAsPlantUml().writeIndividualModulesAsPlantUml();
    }
}

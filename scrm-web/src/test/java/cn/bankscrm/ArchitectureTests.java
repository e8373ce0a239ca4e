package cn.bankscrm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

/** The house rules that a compiler cannot hold, each with its reason. */
@AnalyzeClasses(packages = "cn.bankscrm", importOptions = ProductionOnly.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule onlyTheAdapterKnowsWxJava = noClasses()
            .that()
            .resideOutsideOfPackage("cn.bankscrm.wecom..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("me.chanjar..")
            .because("WxJava is a client, not a vocabulary: its types stay behind the ports");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .areNotAssignableTo(Clock.class)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callConstructor(java.util.Date.class)
            .because("time taken from the air cannot be tested: take a Clock");

    @ArchTest
    static final ArchRule controllersAreNobodysBusiness = classes()
            .that()
            .areAnnotatedWith(Controller.class)
            .or()
            .areAnnotatedWith(RestController.class)
            .or()
            .areAnnotatedWith(Configuration.class)
            .should()
            .notBePublic()
            .because("what nobody calls need not be visible");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .because("a constructor shows what a class needs, and settings are records with names");

    @ArchTest
    static final ArchRule entitiesChangeByVerbs = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class)
            .should()
            .haveNameStartingWith("set")
            .allowEmptyShould(true)
            .because("an aggregate's state changes by verbs that keep its rules");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|DTO|VO|BO|PO|Service|Facade|Manager)")
            .because("such endings say nothing; 客户经理 is a relationship manager and lives in data, not in class names");

    @ArchTest
    static final ArchRule nothingIsPrinted = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because(
            "what operations should see goes through the log");

    @ArchTest
    static final ArchRule transactionsNeverTalkToWeCom = noClasses()
            .that()
            .resideInAPackage("cn.bankscrm.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("cn.bankscrm.wecom..", "java.net.http..")
            .because("the core's transactions must not wait for a network");
}

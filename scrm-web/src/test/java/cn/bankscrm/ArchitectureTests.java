package cn.bankscrm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.segment.SegmentPreview;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
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
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
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

    @ArchTest
    static final ArchRule whatAScopeLimitsIsReadInATransaction = methods()
            .that(take(DataScope.class))
            .and()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(areComponentsOutsideTheWeb())
            .should()
            .beAnnotatedWith(Transactional.class)
            .orShould()
            .beDeclaredInClassesThat()
            .areAnnotatedWith(Transactional.class)
            .because("the database learns of a scope when a transaction begins: outside one there is no second wall");

    private static DescribedPredicate<JavaMethod> take(Class<?> type) {
        return DescribedPredicate.describe(
                "take a " + type.getSimpleName(),
                method -> method.getRawParameterTypes().stream().anyMatch(parameter -> parameter.isEquivalentTo(type)));
    }

    /** But the one that holds its transactions by hand, for their time limit. */
    private static DescribedPredicate<JavaClass> areComponentsOutsideTheWeb() {
        return DescribedPredicate.describe(
                "are components outside the web",
                type -> type.isAnnotatedWith(Component.class)
                        && !type.getPackageName().startsWith("cn.bankscrm.web")
                        && !type.isEquivalentTo(SegmentPreview.class));
    }
}

package cn.bankscrm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** A test that Surefire and Failsafe do not find by its name would never run. */
@AnalyzeClasses(packages = "cn.bankscrm", importOptions = ImportOption.OnlyIncludeTests.class)
class TestNamesTests {

    @ArchTest
    static final ArchRule everyTestIsFoundByItsName = methods()
            .that()
            .areAnnotatedWith(Test.class)
            .should()
            .beDeclaredInClassesThat()
            .haveNameMatching(".*(Tests|IT)(\\$.*)?|.*Contract")
            .because("only *Tests and *IT are run");
}

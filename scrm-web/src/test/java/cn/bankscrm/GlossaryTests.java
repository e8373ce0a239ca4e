package cn.bankscrm;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every aggregate, and every port that a module offers, has a line in {@code docs/glossary.md}. */
class GlossaryTests {

    private static final Path GLOSSARY = Path.of("..", "docs", "glossary.md");

    @Test
    void namesEveryAggregateAndEveryPort() throws IOException {
        String glossary = Files.readString(GLOSSARY);
        JavaClasses ours =
                new ClassFileImporter().withImportOption(new ProductionOnly()).importPackages("cn.bankscrm");
        List<String> missing = ours.stream()
                .filter(type -> type.isAnnotatedWith(Entity.class) || isPort(type))
                .map(JavaClass::getSimpleName)
                .filter(name -> !glossary.contains("`" + name + "`"))
                .sorted()
                .toList();

        assertThat(missing).as("types without a line in docs/glossary.md").isEmpty();
    }

    private static boolean isPort(JavaClass type) {
        return type.isInterface()
                && !type.isAnnotation()
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.getEnclosingClass().isPresent()
                && type.getPackageName().matches("cn\\.bankscrm\\.(core|kpi|engagement|compliance)\\..*")
                && type.getSubclasses().stream().noneMatch(JavaClass::isRecord);
    }
}

package dev.reprise.endtoend.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.reprise.endtoend.architecture.bad.Offends;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules on the classes of the product, and on classes that break them. */
class HouseRulesTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // The tests of a module that lends them to others are on the class path as a jar.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.reprise");

    static List<HouseRule> rules() {
        return Stream.of(LayerRules.all(), PurityRules.all(), NameRules.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void should_find_nothing_when_the_product_is_judged(HouseRule rule) {
        // when
        EvaluationResult result = rule.rule().evaluate(PRODUCT);

        // then
        assertThat(result.getFailureReport().getDetails())
                .as(rule.rule().getDescription())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void should_name_every_offender_when_classes_break_the_rule(HouseRule rule) {
        // given
        JavaClasses bad = new ClassFileImporter().importPackages(rule.badPackage());
        List<String> offenders = bad.stream()
                .filter(type -> type.isAnnotatedWith(Offends.class))
                .map(JavaClass::getName)
                .toList();

        // when
        EvaluationResult result = rule.rule().evaluate(bad);

        // then
        assertThat(offenders).isNotEmpty();
        assertThat(result.getFailureReport().getDetails()).satisfies(details -> assertThat(offenders)
                .allMatch(offender -> details.stream().anyMatch(detail -> detail.contains(offender))));
    }

    @Test
    void should_see_every_class_when_the_parent_lists_its_module() {
        // given
        Modules modules = Modules.ofThisProject();
        Set<String> seen = PRODUCT.stream().map(JavaClass::getName).collect(Collectors.toSet());

        for (String module : modules.names()) {
            // when
            List<String> expected = modules.sources(module, "main").stream()
                    .filter(file -> !file.isPackageInfo())
                    .map(SourceFile::className)
                    .toList();

            // then
            assertThat(expected.isEmpty())
                    .as("%s has no classes, which only lists of modules and modules of tests may", module)
                    .isEqualTo(modules.isAggregator(module)
                            || module.equals("testing/end-to-end")
                            || module.equals("testing/deployment"));
            assertThat(seen)
                    .as("classes of %s; build it, and let end-to-end depend on it", module)
                    .containsAll(expected);
        }
    }

    @Test
    void should_find_every_exception_when_it_still_needs_one() {
        // when / then
        assertThat(PurityRules.EDGES).allMatch(PRODUCT::contain);
    }

    @Test
    void should_say_how_to_fix_when_a_rule_is_broken() {
        // when / then
        assertThat(rules()).allSatisfy(rule -> assertThat(rule.rule().getDescription())
                .contains(", because ")
                .hasSizeGreaterThan(100));
    }
}

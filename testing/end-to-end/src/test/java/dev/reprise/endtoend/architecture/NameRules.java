package dev.reprise.endtoend.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.regex.Pattern;

/** Names that say nothing, and fields that fill themselves: rule 6 of the house. */
final class NameRules {

    private static final Pattern EMPTY_WORD = Pattern.compile(".*(Utils?|Helpers?|Managers?|Impl|Data|Info)");

    private static final Pattern MARKED_INTERFACE = Pattern.compile("I[A-Z][a-z].*");

    private static final Pattern INJECTING = Pattern.compile(
            "(jakarta|io\\.quarkus|io\\.smallrye|org\\.eclipse\\.microprofile|org\\.springframework|javax)\\..*");

    private static final HouseRule NAME = new HouseRule(
            "name",
            noClasses()
                    .should(be(emptyNamed()))
                    .because(
                            "a name tells what a class is for: *Util, *Helper, *Manager, *Impl, *Data, *Info and I* do not;"
                                    + " name the one thing it does, in the words of the field, or split it"));

    private static final HouseRule INJECTION = new HouseRule(
            "injection",
            noFields()
                    .should()
                    .beAnnotatedWith(injecting())
                    .because(
                            "an object is whole when its constructor ends, and a test must be able to make it; take the"
                                    + " value as a constructor argument"));

    private NameRules() {}

    static List<HouseRule> all() {
        return List.of(NAME, INJECTION);
    }

    private static DescribedPredicate<JavaClass> emptyNamed() {
        return DescribedPredicate.describe(
                "named by an empty word",
                type -> EMPTY_WORD.matcher(type.getSimpleName()).matches()
                        || (type.isInterface()
                                && !type.isAnnotation()
                                && MARKED_INTERFACE
                                        .matcher(type.getSimpleName())
                                        .matches()));
    }

    private static DescribedPredicate<JavaAnnotation<?>> injecting() {
        return DescribedPredicate.describe("an annotation that makes a container fill it", annotation -> INJECTING
                .matcher(annotation.getRawType().getName())
                .matches());
    }
}

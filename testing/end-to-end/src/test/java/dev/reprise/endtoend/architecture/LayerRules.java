package dev.reprise.endtoend.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;

/** Who may know whom: rules 1 to 3 of the house. */
final class LayerRules {

    /** Last part of the packages that implement a feature by one technology. */
    private static final Set<String> TECHNOLOGIES = Set.of("cassandra", "elasticsearch", "kafka");

    /** In the packages of each service. */
    private static final List<String> SERVICE_PACKAGES = List.of("idproducer", "worker", "iceberg");

    private static final HouseRule DRIVER = new HouseRule(
            "driver",
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..cassandra..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.datastax..")
                    .because("the rules of the domain are tested without a database; give the feature an interface and"
                            + " implement it in a package 'cassandra' below it"));

    private static final HouseRule ELASTIC = new HouseRule(
            "elastic",
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..elasticsearch..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("co.elastic..", "org.elasticsearch..", "org.apache.http..")
                    .because(
                            "queries are one way of many to select assets; give the feature an interface and implement it"
                                    + " in a package 'elasticsearch' below it"));

    private static final HouseRule STREAMS = new HouseRule(
            "streams",
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..topology..", "..kafka..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka.streams..")
                    .because(
                            "what a job does must be told apart from how it is scheduled; keep the decision in the feature"
                                    + " as plain methods and call them from a package 'topology' or 'kafka'"));

    private static final HouseRule FRAMEWORK = new HouseRule(
            "framework",
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..boot..", "..config..", "..intake..", "..health..", "..metrics..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..", "io.smallrye..")
                    .because(
                            "classes are made by hand in 'boot' and tested without a container; take what is injected as a"
                                    + " constructor argument, and leave annotations to 'boot', 'config', 'intake' and the leaves"
                                    + " 'health' and 'metrics'"));

    private static final HouseRule LEAF = new HouseRule(
            "leaf",
            classes()
                    .should(notDependOnTheirOwnLeaf())
                    .because(
                            "a feature says in an interface what it needs and its technology leaf implements that; move"
                                    + " the type both need up into the feature, and join the two in 'boot'"));

    private static final HouseRule CYCLE = new HouseRule(
            "cycle",
            slices().matching("dev.reprise.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because(
                            "packages that need each other are one package; move what both need into a third, or turn one"
                                    + " direction round by an interface"));

    private static final HouseRule SERVICES = new HouseRule(
            "services",
            classes()
                    .should(notSeeTheOtherService())
                    .because("the services are deployed apart and talk by topics alone; what both need belongs into"
                            + " common, or into service-runtime if it is about running"));

    private static final HouseRule PROCESSORS = new HouseRule(
            "processors",
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..idproducer..",
                            "..worker..",
                            "..iceberg..",
                            "dev.reprise.service..",
                            "dev.reprise.pipeline..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.reprise.migration..",
                            "dev.reprise.trigger..",
                            "dev.reprise.reindex..",
                            "dev.reprise.deletion..",
                            "dev.reprise.fillindex..",
                            "dev.reprise.export..")
                    .because(
                            "a new need is a new processor, and touches no service; say what the service needs to know in the"
                                    + " API, dev.reprise.processor"));

    private static final HouseRule PRINTER = new HouseRule(
            "printer",
            noClasses()
                    .that()
                    .resideInAnyPackage("..cli..", "..demo..")
                    .and()
                    .doNotHaveFullyQualifiedName("dev.reprise.cli.invocation.Console")
                    // Classes within the console.
                    .and()
                    .haveNameNotMatching("dev\\.reprise\\.cli\\.invocation\\.Console\\$.*")
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(PrintStream.class, PrintWriter.class, Console.class, FileDescriptor.class)
                    .orShould()
                    .callMethodWhere(target(name("printStackTrace")))
                    .because("what is printed was written by strangers, and one place makes it harmless; print by the"
                            + " methods of the Console in the Invocation"));

    private LayerRules() {}

    static List<HouseRule> all() {
        return List.of(DRIVER, ELASTIC, STREAMS, FRAMEWORK, LEAF, CYCLE, SERVICES, PROCESSORS, PRINTER);
    }

    private static ArchCondition<JavaClass> notDependOnTheirOwnLeaf() {
        return new ArchCondition<>("not depend on their own technology leaf") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    if (isLeafOf(
                            origin.getPackageName(), dependency.getTargetClass().getPackageName())) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isLeafOf(String feature, String other) {
        return TECHNOLOGIES.stream().anyMatch(technology -> (other + ".").startsWith(feature + "." + technology + "."));
    }

    private static ArchCondition<JavaClass> notSeeTheOtherService() {
        return new ArchCondition<>("not see the other service") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    String from = service(origin);
                    String to = service(dependency.getTargetClass());
                    if (!from.isEmpty() && !to.isEmpty() && !from.equals(to)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static String service(JavaClass type) {
        String name = type.getPackageName() + ".";
        if (!name.startsWith("dev.reprise.")) {
            return "";
        }
        return SERVICE_PACKAGES.stream()
                .filter(service -> name.contains("." + service + "."))
                .findFirst()
                .orElse("");
    }
}

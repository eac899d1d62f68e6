package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, where the benchmark is asked for Spark. */
class SparkScriptTest extends ScriptFixture {

    SparkScriptTest(@TempDir Path folder) {
        super(folder);
    }

    @Test
    void should_build_the_job_of_spark_when_it_is_asked_for_alone() throws Exception {
        java("17");
        maven("echo \"$@\" >>calls; for f in " + String.join(" ", OUTPUTS)
                + "; do mkdir -p \"$(dirname $f)\"; touch $f; done;"
                + " if [[ $* == *-Pspark* ]]; then mkdir -p testing/benchmark/spark/target;"
                + " touch testing/benchmark/spark/target/spark.classpath; fi");

        run("jobs");
        run("bench", "--rounds", "1");
        assertThat(root.resolve("calls"))
                .content()
                .as("nobody else fetches Spark")
                .doesNotContain("-Pspark");

        waitForTheNextTick();
        Run asked = run("bench", "--spark");
        assertThat(asked.err()).singleElement().asString().startsWith("reprise: building the job of Spark ");
        assertThat(asked.out()).last().asString().endsWith("dev.reprise.demo.Main bench --spark");
        assertThat(run("bench", "--rounds", "1", "--spark").err())
                .as("nothing to build")
                .isEmpty();
        assertThat(Files.readAllLines(root.resolve("calls")))
                .hasSize(2)
                .last()
                .asString()
                .endsWith("-Pspark -pl testing/benchmark/spark -am package");

        waitForTheNextTick();
        Files.writeString(root.resolve("pom.xml"), "<project></project>");
        assertThat(run("bench", "--spark").err())
                .as("its class path has classes of the product")
                .hasSize(2);
    }
}

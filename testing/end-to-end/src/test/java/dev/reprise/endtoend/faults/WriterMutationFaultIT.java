package dev.reprise.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.endtoend.faults.agent.AgentJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests of {@code iceberg-writer} would notice: with a rule switched off, the test of what it protects from fails. Every
 * build checks one rule, {@code -Dreprise.faults.mutations=all} all of them, or those that are named, by commas.
 */
class WriterMutationFaultIT {

    private static final List<String> MUTATIONS = List.of(
            System.getProperty("reprise.faults.mutations", "RACE_UNCHECKED").split(","));

    private static final Duration WITHIN = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    static Stream<WriterEnemy> enemies() {
        return Arrays.stream(WriterEnemy.values())
                .filter(enemy -> MUTATIONS.contains("all") || MUTATIONS.contains(enemy.name()));
    }

    private int codeOf(List<String> options, Stream<WriterEnemy> enemies) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RunsTests.class.getName()));
        enemies.forEach(enemy -> command.add(enemy.test() + "#" + enemy.method()));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS))
                    .as("the tests have ended")
                    .isTrue();
        } finally {
            process.destroyForcibly();
            System.out.println(Files.readString(log));
        }
        return process.exitValue();
    }

    @Test
    void should_find_nothing_when_no_rule_is_off() throws IOException, InterruptedException {
        assertThat(codeOf(List.of(), Stream.of(WriterEnemy.values()))).isEqualTo(RunsTests.PASSED);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("enemies")
    void should_fail_the_test_of_an_enemy_when_its_rule_is_off(WriterEnemy enemy)
            throws IOException, InterruptedException {
        Path agent = AgentJar.writeTo(folder);
        String option = "-javaagent:" + agent + "=" + folder.resolve("control") + "," + enemy.mutant();

        assertThat(codeOf(List.of(option), Stream.of(enemy))).isEqualTo(RunsTests.FAILED);
    }
}

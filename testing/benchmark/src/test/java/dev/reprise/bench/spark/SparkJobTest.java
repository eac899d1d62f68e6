package dev.reprise.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.cli.invocation.FailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparkJobTest {

    private static final AssetTables TABLES = AssetTables.of("bench", Layout.BUCKETED);
    private static final Workload WORKLOAD = new Workload("item", 1_000, 3);

    private final List<String> requests = new ArrayList<>();

    private SparkJob answering(String answer) {
        return new SparkJob(
                request -> {
                    requests.add(request);
                    return answer;
                },
                TABLES,
                1_000_000);
    }

    @Test
    void should_ask_for_the_next_version_on_one_line_and_take_the_seconds_of_the_answer() {
        Timing timing = answering("{\"rows\":1000,\"seconds\":1.25}").run(WORKLOAD);

        assertThat(requests)
                .containsExactly("{\"keyspace\":\"bench\",\"table\":\"asset\",\"assetType\":\"item\","
                        + "\"fromVersion\":3,\"toVersion\":4,\"writeTime\":1004000}");
        assertThat(timing.work()).isEqualTo(Duration.ofMillis(1_250));
    }

    @Test
    void should_fail_when_rows_were_left_out() {
        assertThatThrownBy(() -> answering("{\"rows\":999,\"seconds\":1.25}").run(WORKLOAD))
                .isInstanceOf(FailedException.class)
                .hasMessage("spark wrote 999 of 1,000 rows");
    }
}

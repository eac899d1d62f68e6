package dev.reprise.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.cli.invocation.FailedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerifiedRowsTest {

    private static final Items ITEMS = new Items("item", 3, 1);
    private static final Workload WORKLOAD = new Workload("item", 3, 1);

    /** Claims to have done everything. */
    private static final class Idle implements Contestant {

        @Override
        public String name() {
            return "idle";
        }

        @Override
        public Timing run(Workload workload) {
            return Timing.of(Duration.ofSeconds(1));
        }
    }

    private static PlainRow row(int index, int version, int revision) {
        ByteBuffer payload = ByteBuffer.wrap(("{\"revision\":" + revision + "}").getBytes(UTF_8));
        return new PlainRow(ITEMS.assetId(index), version, 1, payload);
    }

    private static List<PlainRow> rows(int version, int revision) {
        return IntStream.range(0, ITEMS.count())
                .mapToObj(index -> row(index, version, revision))
                .toList();
    }

    private static void verify(List<PlainRow> found) {
        RowSource source = (assetType, work) -> {
            var unused = work.begin(ITEMS.partition(0), found);
        };
        new VerifiedRows(new Idle(), ITEMS, source).verify(WORKLOAD);
    }

    @Test
    void should_be_content_when_every_row_has_been_changed() {
        assertThatCode(() -> verify(rows(2, 2))).doesNotThrowAnyException();
    }

    @Test
    void should_fail_when_rows_are_as_they_were() {
        assertThatThrownBy(() -> verify(rows(1, 1)))
                .isInstanceOf(FailedException.class)
                .hasMessageStartingWith("the rows after idle: what was made of the row ");
    }

    @Test
    void should_fail_when_the_version_is_new_and_the_payload_is_not() {
        assertThatThrownBy(() -> verify(rows(2, 1)))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("is wrong");
    }

    @Test
    void should_fail_when_the_payload_is_new_and_the_version_is_not() {
        assertThatThrownBy(() -> verify(rows(1, 2)))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("is wrong");
    }

    @Test
    void should_fail_when_a_row_is_missing() {
        assertThatThrownBy(() -> verify(rows(2, 2).subList(0, 2)))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("of 3 rows 1 are missing");
    }
}

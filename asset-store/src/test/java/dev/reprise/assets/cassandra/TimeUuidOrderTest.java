package dev.reprise.assets.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeUuidOrderTest {

    /** In Cassandra's order: by time first, then each byte of the rest from -128 to 127. */
    private static final List<UUID> IN_ORDER = List.of(
            UUID.fromString("00000000-0000-1000-8080-808080808080"),
            UUID.fromString("00000000-0000-1000-80ff-000000000000"),
            UUID.fromString("00000000-0000-1000-8000-808080808080"),
            UUID.fromString("00000000-0000-1000-8001-ffffffffffff"),
            UUID.fromString("ffffffff-0000-1000-8080-808080808080"),
            UUID.fromString("00000000-0001-1000-8080-808080808080"),
            UUID.fromString("00000000-0000-1001-8080-808080808080"));

    @Test
    void should_order_ids_as_cassandra_does() {
        for (int i = 0; i < IN_ORDER.size(); i++) {
            for (int j = 0; j < IN_ORDER.size(); j++) {
                assertThat(Integer.signum(TimeUuidOrder.compare(IN_ORDER.get(i), IN_ORDER.get(j))))
                        .as("%s and %s", IN_ORDER.get(i), IN_ORDER.get(j))
                        .isEqualTo(Integer.signum(Integer.compare(i, j)));
            }
        }
    }
}

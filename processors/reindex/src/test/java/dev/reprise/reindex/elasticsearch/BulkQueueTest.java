package dev.reprise.reindex.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.VersionType;
import dev.reprise.common.async.Cancellation;
import dev.reprise.reindex.DocumentWrite;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkQueueTest {

    private static final int BYTES_MAX = 1_500;

    private final BulkQueue queue = new BulkQueue(new RequestsInFlight(1), BYTES_MAX);

    private BulkGroup add(VersionType versionType, int documents, int bytesEach) {
        List<DocumentWrite> all = IntStream.range(0, documents)
                .mapToObj(i -> new DocumentWrite(new UUID(0, i), "movies", 7, ByteBuffer.allocate(bytesEach)))
                .toList();
        var group = new BulkGroup(all, versionType, new Cancellation(), false, new CompletableFuture<>());
        queue.add(group);
        return group;
    }

    private List<BulkGroup> next() {
        BulkQueue.Batch batch = queue.next().orElseThrow();
        queue.ended(batch, false);
        return batch.groups();
    }

    @Test
    void should_send_together_what_waits_while_there_is_no_room() {
        BulkGroup first = add(VersionType.External, 2, 1);
        BulkQueue.Batch underWay = queue.next().orElseThrow();
        BulkGroup second = add(VersionType.External, 2, 1);
        BulkGroup third = add(VersionType.External, 1, 1);

        assertThat(underWay.groups()).containsExactly(first);
        assertThat(queue.next()).isEmpty();
        queue.ended(underWay, false);

        assertThat(next()).containsExactly(second, third);
        assertThat(queue.next()).isEmpty();
    }

    @Test
    void should_keep_both_bounds_of_a_request() {
        BulkGroup large = add(VersionType.External, 1, BYTES_MAX + 1);
        BulkGroup small = add(VersionType.External, 1, BYTES_MAX - 10);
        BulkGroup many = add(VersionType.External, 500, 1);
        BulkGroup little = add(VersionType.External, 10, 1);
        BulkGroup most = add(VersionType.External, 490, 1);

        assertThat(next()).as("alone however large").containsExactly(large);
        assertThat(next()).as("bytes").containsExactly(small, little);
        assertThat(next()).as("documents").containsExactly(many, most);
    }

    @Test
    void should_not_mix_what_is_told_apart() {
        BulkGroup written = add(VersionType.External, 1, 1);
        BulkGroup removed = add(VersionType.ExternalGte, 1, 1);
        BulkGroup alsoWritten = add(VersionType.External, 1, 1);
        queue.add(written.alone());

        assertThat(next()).containsExactly(written, alsoWritten);
        assertThat(next()).containsExactly(removed);
        assertThat(next()).as("once more, alone").hasSize(1);
    }
}

package dev.reprise.workload.livewriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.assets.AssetPartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationLogTest {

    private static final AssetKey KEY = new AssetKey(
            new AssetPartition("movie", "2020-01"), UUID.fromString("5c7a2000-2c3e-11ea-8000-530000000001"));

    private static final VersionedPayload CONTENT = new VersionedPayload(1, "{\"Title\":\"Amélie \\\"x\\\"\n\"}");

    private static final Operation CREATE = new Operation.Create(KEY, 1, CONTENT);
    private static final Operation UPDATE = new Operation.Update(KEY, 2, CONTENT);
    private static final Operation EXPIRING = new Operation.UpdateWithTtl(KEY, 3, CONTENT, 60);
    private static final Operation DELETE = new Operation.Delete(KEY, 4);

    private final Path folder;

    OperationLogTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void should_give_back_what_was_noted_when_read() {
        try (OperationLog log = OperationLog.create(folder.resolve("new"), "writer-1")) {
            log.intended(1, CREATE);
            log.intended(2, UPDATE);
            log.intended(3, EXPIRING);
            log.intended(4, DELETE);
            log.unknown(3, new IllegalStateException("timed out"));
            log.acknowledged(1);
            log.acknowledged(4);
        }

        assertThat(read(folder.resolve("new")))
                .containsExactly(
                        new LoggedOperation("writer-1", 3, EXPIRING, false),
                        new LoggedOperation("writer-1", 1, CREATE, true),
                        new LoggedOperation("writer-1", 4, DELETE, true),
                        new LoggedOperation("writer-1", 2, UPDATE, false));
    }

    @Test
    void should_read_all_logs_when_there_are_several_writers() {
        for (String writer : List.of("a", "b")) {
            try (OperationLog log = OperationLog.create(folder, writer)) {
                log.intended(1, DELETE);
                log.acknowledged(1);
            }
        }

        assertThat(read(folder)).extracting(LoggedOperation::writer).containsExactly("a", "b");
    }

    @Test
    void should_have_intentions_in_the_file_when_the_writer_is_killed() throws IOException {
        OperationLog log = OperationLog.create(folder, "killed");
        log.intended(1, UPDATE);

        assertThat(read(folder)).containsExactly(new LoggedOperation("killed", 1, UPDATE, false));

        Files.writeString(
                folder.resolve("killed.operations.jsonl"), "{\"sequence\":1,\"sta", StandardOpenOption.APPEND);
        assertThat(read(folder)).containsExactly(new LoggedOperation("killed", 1, UPDATE, false));
        log.close();
    }

    @Test
    void should_name_the_failure_when_an_end_is_unknown() throws IOException {
        try (OperationLog log = OperationLog.create(folder, "w")) {
            log.intended(1, UPDATE);
            log.unknown(1, new CompletionException(new IllegalStateException("private")));
        }

        assertThat(Files.readString(folder.resolve("w.operations.jsonl")))
                .contains("{\"sequence\":1,\"state\":\"unknown\",\"error\":\"IllegalStateException\"}")
                .doesNotContain("private");
    }

    @Test
    void should_read_as_nothing_when_there_is_no_log() {
        assertThat(read(folder)).isEmpty();
        assertThat(read(folder.resolve("not-there"))).isEmpty();
    }

    @Test
    void should_refuse_a_log_when_it_proves_nothing() throws IOException {
        Path file = folder.resolve("x.operations.jsonl");

        Files.writeString(file, "rubbish\n{\"sequence\":1,\"state\":\"acknowledged\"}\n");
        assertThatThrownBy(() -> read(folder)).isInstanceOf(IllegalArgumentException.class);

        Files.writeString(file, "{\"sequence\":1,\"state\":\"acknowledged\"}\n");
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("ends without having begun");

        Files.delete(file);
        try (OperationLog log = OperationLog.create(folder, "x")) {
            log.intended(1, UPDATE);
        }
        Files.writeString(file, Files.readString(file).replace("Amélie", "Amelie"));
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("payloadHash");
    }

    @Test
    void should_refuse_a_writer_when_its_name_is_no_file_name() {
        assertThatThrownBy(() -> OperationLog.create(folder, "../x")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<LoggedOperation> read(Path folder) {
        List<LoggedOperation> operations = new ArrayList<>();
        new OperationLogReader(folder).forEach(operations::add);
        return operations;
    }
}

package dev.reprise.iceberg.spill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.export.TableName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillTest {

    private static final TableName A = new TableName("n", "a");

    private static final TableName B = new TableName("n", "b");

    private static final SpillKey MARCH = new SpillKey(A, "movie", Optional.of(YearMonth.of(2024, 3)));

    private static final SpillKey UNKNOWN = new SpillKey(B, "movie", Optional.empty());

    @TempDir
    private Path folder;

    private Spill spill() {
        AtomicInteger count = new AtomicInteger();
        return new Spill(folder.resolve("made"), () -> "spill-" + count.incrementAndGet());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(Spill spill, SpillKey key) {
        List<String> texts = new ArrayList<>();
        spill.forEach(key, bytes -> texts.add(new String(bytes, StandardCharsets.UTF_8)));
        return texts;
    }

    @Test
    void should_hand_out_the_rows_of_a_key_in_their_order() {
        try (Spill spill = spill()) {
            for (int i = 0; i < 5_000; i++) {
                spill.add(i % 2 == 0 ? MARCH : UNKNOWN, utf8("row " + i));
            }

            assertThat(spill.rows()).isEqualTo(5_000);
            assertThat(spill.tables()).containsExactly(A, B);
            assertThat(spill.keys(A)).containsExactly(MARCH);
            assertThat(texts(spill, MARCH))
                    .hasSize(2_500)
                    .startsWith("row 0", "row 2")
                    .endsWith("row 4998");
            assertThat(texts(spill, UNKNOWN)).hasSize(2_500).startsWith("row 1");
        }
    }

    @Test
    void should_be_empty_after_it_was_cleared() {
        try (Spill spill = spill()) {
            spill.add(MARCH, utf8("before"));
            spill.clear();
            spill.add(MARCH, utf8("after"));

            assertThat(texts(spill, MARCH)).containsExactly("after");
            assertThat(spill.rows()).isEqualTo(1);
            assertThat(spill.bytes()).isEqualTo(5);
        }
    }

    @Test
    void should_leave_no_file_when_the_process_ends_at_any_time() throws IOException {
        try (Spill spill = spill()) {
            spill.add(MARCH, utf8("kept"));

            try (var files = Files.list(folder.resolve("made"))) {
                assertThat(files).as("names in the folder while rows wait").isEmpty();
            }
        }
    }

    @Test
    void should_be_full_at_the_bound_of_its_files() {
        try (Spill spill = spill()) {
            for (int i = 0; i < Spill.KEYS_MAX - 1; i++) {
                spill.add(new SpillKey(A, "type-" + i, Optional.empty()), utf8("x"));
            }
            assertThat(spill.isFull()).isFalse();

            spill.add(MARCH, utf8("x"));

            assertThat(spill.isFull()).isTrue();
        }
    }
}

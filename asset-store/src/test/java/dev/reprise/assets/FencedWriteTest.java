package dev.reprise.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.FencedWrite;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FencedWriteTest {

    private static final UUID ID = UUID.fromString("5c2a0000-0000-11ee-8080-808080808080");
    private static final ByteBuffer PAYLOAD = ByteBuffer.wrap(new byte[] {'{', '}'});

    @ParameterizedTest
    @CsvSource({"3600, 3600", "0, 0", ", 0"})
    void should_stand_its_fence_above_what_was_read_when_it_replaces_it(@Nullable Integer ttl, int expectedTtl) {
        // given
        var read = new Asset(ID, 1, PAYLOAD, 1_700_000_000_000_000L, ttl, "earlier");

        // when
        FencedWrite write = FencedWrite.replacing(read, 2, PAYLOAD, "j", 3);

        // then
        assertThat(write).isEqualTo(new FencedWrite(read, 2, PAYLOAD, expectedTtl, "j", 3));
        assertThat(write.timestampMicros()).isEqualTo(1_700_000_000_000_003L);
        assertThat(write.assetId()).isEqualTo(ID);
    }

    @Test
    void should_refuse_the_write_when_its_life_is_negative() {
        // when / then
        var read = new Asset(ID, 1, PAYLOAD, 1L, null, null);
        assertThatThrownBy(() -> new FencedWrite(read, 2, PAYLOAD, -1, "j", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ttlSeconds must be at least 0, not -1");
    }

    @Test
    void should_refuse_the_write_when_it_does_not_stand_above_what_was_read() {
        var read = new Asset(ID, 1, PAYLOAD, 1L, null, null);
        assertThatThrownBy(() -> new FencedWrite(read, 2, PAYLOAD, 0, "j", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a fence is at least 1, not 0");
    }

    @ParameterizedTest
    @CsvSource({"100, 0, 100", "100, 30, 70", "100, 99, 1", "0, 1000, 0", ", 1000, 0"})
    void should_live_as_much_shorter_as_it_was_read_earlier(@Nullable Integer ttl, long seconds, int expectedTtl) {
        var write = FencedWrite.replacing(new Asset(ID, 1, PAYLOAD, 1L, ttl, null), 2, PAYLOAD, "j", 1);

        assertThat(write.after(seconds)).map(FencedWrite::ttlSeconds).contains(expectedTtl);
    }

    @Test
    void should_not_be_written_any_more_when_the_row_has_ended() {
        var write = FencedWrite.replacing(new Asset(ID, 1, PAYLOAD, 1L, 10, null), 2, PAYLOAD, "j", 1);

        assertThat(write.after(10)).isEmpty();
    }
}

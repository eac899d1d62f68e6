package dev.reprise.common.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.wire.Json;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTest {

    private static final Instant JANUARY = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2024-07-01T00:00:00Z");

    static Stream<Arguments> slices() {
        return Stream.of(
                Arguments.of(
                        new Slice("j", 1, Slice.Kind.EMIT, "movie", "2024-03", null, null, null),
                        "{\"job\":\"j\",\"round\":1,\"kind\":\"EMIT\",\"assetType\":\"movie\",\"bucket\":\"2024-03\"}"),
                Arguments.of(
                        new Slice(
                                "j",
                                2,
                                Slice.Kind.VERIFY,
                                "movie",
                                "2024-03",
                                JANUARY,
                                JULY,
                                new Pending.BelowVersion(3)),
                        "{\"job\":\"j\",\"round\":2,\"kind\":\"VERIFY\",\"assetType\":\"movie\",\"bucket\":\"2024-03\","
                                + "\"from\":\"2024-01-01T00:00:00Z\",\"to\":\"2024-07-01T00:00:00Z\",\"pending\":{\"kind\":\"below-version\",\"version\":3}}"),
                Arguments.of(
                        new Slice(
                                "j",
                                9,
                                Slice.Kind.COUNT,
                                "movie",
                                "2024-03",
                                JANUARY,
                                null,
                                new Pending.BelowVersion(3)),
                        "{\"job\":\"j\",\"round\":9,\"kind\":\"COUNT\",\"assetType\":\"movie\",\"bucket\":\"2024-03\","
                                + "\"from\":\"2024-01-01T00:00:00Z\",\"pending\":{\"kind\":\"below-version\",\"version\":3}}"));
    }

    @ParameterizedTest
    @MethodSource("slices")
    void should_print_the_pinned_form_when_a_slice_is_stored(Slice slice, String json) {
        // when
        String printed = new String(Json.bytes(slice), UTF_8);

        // then
        assertThat(printed).isEqualTo(json);
        assertThat(read(printed)).isEqualTo(slice);
        assertThat(read(printed.replace("{\"job\"", "{\"new\":[{}],\"job\""))).isEqualTo(slice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "round", "kind", "assetType", "bucket"})
    void should_not_read_a_slice_when_something_it_promises_is_missing(String field) {
        // given
        String json = print(new Slice("j", 1, Slice.Kind.EMIT, "movie", "b", null, null, null))
                .replace('"' + field + '"', "\"other\"");

        // when / then
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("not a Slice: ");
    }

    @ParameterizedTest
    @CsvSource({"EMIT, 1, 3", "VERIFY, 1,", "COUNT, 1,", "EMIT, 0,"})
    void should_refuse_a_slice_when_it_contradicts_itself(Slice.Kind kind, int round, @Nullable Integer belowVersion) {
        // when / then
        assertThatThrownBy(() -> new Slice("j", round, kind, "movie", "b", null, null, pending(belowVersion)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static @Nullable Pending pending(@Nullable Integer belowVersion) {
        return belowVersion == null ? null : new Pending.BelowVersion(belowVersion);
    }

    @Test
    void should_have_the_pinned_keys_when_type_and_bucket_are_plain() {
        // given
        var slice =
                new Slice("j", 2, Slice.Kind.VERIFY, "movie", "2024-03#07", null, null, new Pending.BelowVersion(3));

        // when / then
        assertThat(slice.id()).isEqualTo("2/movie/2024-03#07");
        assertThat(slice.key()).isEqualTo("j/2/movie/2024-03#07");
        assertThat(slice.affinityKey()).isEqualTo("j/movie/2024-03#07");
        assertThat(Slice.affinityKey("j", "movie", "2024-03#07")).isEqualTo(slice.affinityKey());
    }

    @ParameterizedTest
    @CsvSource({"a/b, c, a, b/c", "a%2Fb, c, a/b, c", "a, %2F, a, /"})
    void should_have_different_keys_when_slashes_stand_in_type_or_bucket(
            String oneType, String oneBucket, String otherType, String otherBucket) {
        // given
        var one = new Slice("j", 1, Slice.Kind.EMIT, oneType, oneBucket, null, null, null);
        var other = new Slice("j", 1, Slice.Kind.EMIT, otherType, otherBucket, null, null, null);

        // when / then
        assertThat(one.key()).isNotEqualTo(other.key());
        assertThat(one.affinityKey()).isNotEqualTo(other.affinityKey());
    }

    @Test
    void should_have_the_pinned_form_when_it_is_a_shard() {
        // given
        UUID id = UUID.fromString("5a2b3c4d-e5f6-11ee-8080-808080808080");
        var slice = Slice.ofShard(
                "j", 1, Slice.Kind.EMIT, "movie", null, new Slice.IdShard(Slice.IdShard.of(id), 3, List.of(id)));
        String json = "{\"job\":\"j\",\"round\":1,\"kind\":\"EMIT\",\"assetType\":\"movie\","
                + "\"shard\":{\"number\":5,\"part\":3,\"ids\":[\"5a2b3c4d-e5f6-11ee-8080-808080808080\"]}}";

        // when / then
        assertThat(print(slice)).isEqualTo(json);
        assertThat(read(json)).isEqualTo(slice);
        assertThat(slice.id()).isEqualTo("1/movie/*5/3");
        assertThat(slice.affinityKey()).isEqualTo("j/movie/*5").isEqualTo(Slice.affinityKeyOfShard("j", "movie", 5));
        assertThatThrownBy(() -> new Slice.IdShard(16, 0, null)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Slice read(String json) {
        return Json.read(json.getBytes(UTF_8), Slice.class);
    }

    private static String print(Slice slice) {
        return new String(Json.bytes(slice), UTF_8);
    }
}

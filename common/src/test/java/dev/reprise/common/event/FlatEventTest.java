package dev.reprise.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast form must be the JSON form, byte by byte. */
class FlatEventTest {

    private static final List<String> NAMES =
            List.of("movie", "2024-03#07", "a b", "", "é", "tab\t", "quote\"", "back\\slash", "日本", "\u007f", "{}:,[]");

    @Test
    void should_print_and_read_what_a_json_library_does_for_any_name() throws Exception {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            UUID id = new UUID((random.nextLong() & ~0xF000L) | 0x1000L, random.nextLong());
            var event = new AssetEvent(name(random), name(random), name(random), id);

            byte[] bytes = AssetEventFormat.bytes(event);

            var json = Json.mapper().readTree(bytes);
            assertThat(json.get("job").textValue()).as("seed %d", seed).isEqualTo(event.job());
            assertThat(json.get("assetId").textValue()).isEqualTo(id.toString());
            assertThat(Json.mapper().writeValueAsBytes(json))
                    .as("the same bytes")
                    .isEqualTo(bytes);
            assertThat(AssetEventFormat.read(bytes)).isEqualTo(event);
        }
    }

    @Test
    void should_read_every_form_in_which_the_same_json_may_come() {
        String id = "2f5bca00-ee11-11ee-8080-808080808080";
        var expected = new AssetEvent("j", "movie", "2024-03", UUID.fromString(id));

        for (String json : List.of(
                "{\"job\":\"j\",\"assetType\":\"movie\",\"bucket\":\"2024-03\",\"assetId\":\"" + id + "\"}",
                " {\"job\": \"j\", \"assetType\":\"movie\",\"bucket\":\"2024-03\",\"assetId\":\"" + id + "\"}",
                "{\"assetId\":\"" + id + "\",\"bucket\":\"2024-03\",\"assetType\":\"movie\",\"job\":\"\\u006a\"}",
                "{\"job\":\"j\",\"assetType\":\"movie\",\"bucket\":\"2024-03\",\"assetId\":\"" + id + "\",\"x\":1}")) {
            assertThat(AssetEventFormat.read(json.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"job\":\"",
                "{\"job\":\"j\",\"assetType\":\"movie\",\"bucket\":\"b\",\"assetId\":\"2f5bca00-ee11-11ee-8080-80808080808\"}",
                "{\"job\":\"j\",\"assetType\":\"movie\",\"bucket\":\"b\",\"assetId\":\"2f5bca00-ee11-41ee-8080-808080808080\"}",
                "{\"job\":\"j\",\"assetType\":\"movie\",\"bucket\":\"b\",\"assetId\":\"2f5bca00xee11-11ee-8080-808080808080\"}",
                "{\"job\":\"j\",\"assetType\":\"movie\",\"bucket\":\"b\",\"assetId\":\"2f5bca00-ee11-11ee-8080-808080808080\"",
            })
    void should_leave_to_the_other_reader_what_is_not_of_its_form(String json) {
        assertThat(FlatEvent.read(json.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}

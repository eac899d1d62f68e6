package dev.reprise.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PreviewTest {

    private static final AssetEvent EVENT =
            new AssetEvent("look", "movie", "2024-03", UUID.fromString("5a2b3c4d-e5f6-11ee-8080-808080808080"));

    private static final String HEAD =
            "{\"job\":\"look\",\"assetType\":\"movie\",\"bucket\":\"2024-03\",\"assetId\":\"5a2b3c4d-e5f6-11ee-8080-808080808080\",";

    private static JsonNode tree(String json) throws JsonProcessingException {
        return Json.mapper().readTree(json);
    }

    private static void assertPrinted(Preview preview, String json) {
        assertThat(new String(Json.bytes(preview), UTF_8)).isEqualTo(json);
        assertThat(Json.read(json.replaceFirst("\\{", "{\"new\":[{}],").getBytes(UTF_8), Preview.class))
                .isEqualTo(preview);
    }

    @Test
    void should_have_the_pinned_form_when_an_asset_would_change() throws JsonProcessingException {
        // given
        var change = new Preview.Change(
                1,
                2,
                14,
                18,
                tree("[{\"op\":\"remove\",\"path\":\"/Title\"}]"),
                tree("{\"Title\":\"Up\"}"),
                tree("{}"),
                null);

        // when / then
        assertPrinted(
                Preview.of(EVENT, change),
                HEAD + "\"outcome\":\"changed\",\"change\":{\"fromVersion\":1,\"toVersion\":2,\"bytesBefore\":14,"
                        + "\"bytesAfter\":18,\"patch\":[{\"op\":\"remove\",\"path\":\"/Title\"}],"
                        + "\"before\":{\"Title\":\"Up\"},\"after\":{}}}");
    }

    @Test
    void should_have_the_pinned_form_when_an_asset_would_fail_or_stay() {
        // given
        Failure failure = Failure.of(Stage.READ, "PayloadNotJson", "the payload is not JSON");

        // when / then
        assertPrinted(
                Preview.of(EVENT, failure),
                HEAD + "\"outcome\":\"failed\",\"failure\":{\"fingerprint\":\"" + failure.fingerprint()
                        + "\",\"stage\":\"read\",\"cause\":\"PayloadNotJson\",\"reason\":\"the payload is not JSON\"}}");
        assertPrinted(Preview.of(EVENT, Outcome.GONE), HEAD + "\"outcome\":\"gone\"}");
    }

    @Test
    void should_refuse_a_preview_that_contradicts_itself() {
        // when / then
        assertThatThrownBy(() -> Preview.of(EVENT, Outcome.CHANGED)).isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.reprise.migration.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.flipkart.zjsonpatch.JsonPatch;
import dev.reprise.common.event.Preview;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class PayloadComparisonTest {

    private static final int BYTES_MAX = 200_000;

    private final PayloadComparison comparison = new PayloadComparison(BYTES_MAX);

    private Preview.Change compare(String before, String after) {
        return comparison.compare(1, 2, payloads(before, after));
    }

    private static PayloadComparison.Payloads payloads(String before, String after) {
        return new PayloadComparison.Payloads(tree(before), before.length(), tree(after), after.length());
    }

    private static JsonNode tree(String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void should_tell_the_patch_and_the_changed_fields_of_both_versions() {
        // given
        String before = "{\"Title\":\"Up\",\"year\":2009,\"cast\":[\"a\",\"b\"]}";
        String after = "{\"titles\":[{\"text\":\"Up\"}],\"year\":2009,\"cast\":[\"a\",\"c\"]}";

        // when
        Preview.Change change = compare(before, after);

        // then
        assertThat(JsonPatch.apply(change.patch(), tree(before))).isEqualTo(tree(after));
        assertThat(change.before()).isEqualTo(tree("{\"Title\":\"Up\",\"cast\":[\"a\",\"b\"]}"));
        assertThat(change.after()).isEqualTo(tree("{\"titles\":[{\"text\":\"Up\"}],\"cast\":[\"a\",\"c\"]}"));
        assertThat(change.note()).isNull();
        assertThat(change.bytesAfter() - change.bytesBefore()).isEqualTo(after.length() - before.length());
    }

    @Test
    void should_cut_what_is_large_and_say_so() {
        // given
        String large = "\"" + "x".repeat(20_000) + "\"";
        String before = "{\"a\":1,\"b\":1,\"c\":1}";
        String after = "{\"a\":" + large + ",\"b\":" + large + ",\"c\":2}";

        // when
        Preview.Change change = compare(before, after);

        // then
        assertThat(change.patch()).hasSize(1);
        assertThat(change.after().has("a")).isTrue();
        assertThat(change.after().has("b")).isFalse();
        assertThat(change.after().has("c")).isTrue();
        assertThat(change.note())
                .isEqualTo(
                        "the patch is cut: its first 1 of 3 operations; 1 changed fields are left out for their size");
        assertThat(new String(Json.bytes(change), StandardCharsets.UTF_8).length())
                .isLessThan(100_000);
    }

    @Test
    void should_make_no_patch_of_payloads_that_would_take_long_to_compare() {
        // given
        String list = "[" + String.join(",", Collections.nCopies(2_001, "1")) + "]";

        // when
        Preview.Change huge = compare("{\"a\":1}", "{\"a\":\"" + "x".repeat(BYTES_MAX) + "\"}");
        Preview.Change lists = compare("{\"a\":{\"b\":" + list + "}}", "{\"a\":1}");

        // then
        assertThat(huge.patch()).isEmpty();
        assertThat(huge.note()).startsWith("no patch: a payload of ").contains("not compared");
        assertThat(lists.patch()).isEmpty();
        assertThat(lists.note()).isEqualTo("no patch: a list of more than 2000 elements is not compared");
    }

    @Test
    void should_compare_payloads_that_are_no_objects() {
        // when
        Preview.Change change = compare("[1]", "{\"list\":[1]}");

        // then
        assertThat(JsonPatch.apply(change.patch(), tree("[1]"))).isEqualTo(tree("{\"list\":[1]}"));
        assertThat(change.before()).isEmpty();
    }
}

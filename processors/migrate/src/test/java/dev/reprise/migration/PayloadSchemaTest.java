package dev.reprise.migration;

import static dev.reprise.migration.MigrationFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.migration.json.StrictJson;
import dev.reprise.processor.AssetProcessor;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadSchemaTest {

    private final Path directory;

    PayloadSchemaTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_name_place_keyword_and_rule_without_values() {
        PayloadSchema schema = schema(
                """
                {"type": "object", "required": ["title"], "additionalProperties": false,
                 "properties": {"title": {"type": "string", "pattern": "^[A-Z]"}, "kind": {"enum": ["a", "b"]},
                                "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}},
                                "either": {"anyOf": [{"type": "string"}, {"type": "number"}]}},
                 "$defs": {"tag": {"type": "object", "properties": {"n": {"type": "integer", "maximum": 9}}}}}""");

        assertThat(schema.violations(json("{'title': 'A', 'tags': [{'n': 1}]}")))
                .isEmpty();
        assertThat(schema.violations(json("{'kind': 'SECRET'}")))
                .containsExactlyInAnyOrder(
                        new SchemaViolation("", "required", "#/required", "must have 'title'"),
                        new SchemaViolation(
                                "/kind", "enum", "#/properties/kind/enum", "must be of enum [\"a\",\"b\"]"));
        assertThat(schema.violations(json("{'title': 'secret', 'tags': [{}, {'n': 10}, {'n': 'SECRET'}]}")))
                .containsExactlyInAnyOrder(
                        new SchemaViolation(
                                "/title", "pattern", "#/properties/title/pattern", "must be of pattern \"^[A-Z]\""),
                        new SchemaViolation(
                                "/tags/1/n", "maximum", "#/$defs/tag/properties/n/maximum", "must be of maximum 9"),
                        new SchemaViolation(
                                "/tags/2/n", "type", "#/$defs/tag/properties/n/type", "must be of type \"integer\""));
        assertThat(schema.violations(json("{'title': 'A', 'SECRET': 1, 'either': ['SECRET']}")))
                .allSatisfy(violation ->
                        assertThat(violation.toString() + violation.cause()).doesNotContain("SECRET"))
                .extracting(SchemaViolation::keyword)
                .contains("additionalProperties");
    }

    @Test
    void should_name_the_keyword_when_there_are_no_words_of_its_own() {
        assertThat(schema("{\"uniqueItems\": true}").violations(json("['SECRET', 'SECRET']")))
                .containsExactly(new SchemaViolation("", "uniqueItems", "#/uniqueItems", "must satisfy 'uniqueItems'"));
    }

    @Test
    void should_give_one_cause_for_one_rule_wherever_it_is_broken() {
        PayloadSchema schema = schema("{\"items\": {\"type\": \"string\"}}");

        assertThat(schema.violations(json("['a', 1]")).get(0).cause())
                .isEqualTo(schema.violations(json("[2, 'b']")).get(0).cause())
                .isEqualTo("#/items/type: must be of type \"string\"");
    }

    @Test
    void should_bound_the_number_of_violations() {
        PayloadSchema schema = schema("{\"items\": {\"type\": \"string\"}}");

        assertThat(schema.violations(json("[" + "1,".repeat(1_000) + "1]"))).hasSize(SchemaCheck.VIOLATIONS_MAX);
    }

    @Test
    void should_check_formats_and_take_whole_decimals_for_integers() {
        PayloadSchema schema =
                schema("{\"properties\": {\"day\": {\"format\": \"date\"}, \"n\": {\"type\": \"integer\"}}}");

        assertThat(schema.violations(json("{'day': '1998-06-12', 'n': 7.0}"))).isEmpty();
        assertThat(schema.violations(json("{'day': '1998-06-31'}")))
                .extracting(SchemaViolation::message)
                .containsExactly("must be of format \"date\"");
        assertThat(schema.violations(json("{'n': 7.5}"))).hasSize(1);
    }

    @Test
    void should_honour_the_draft_a_schema_names() {
        String tuple = "\"items\": [{\"type\": \"string\"}, {\"type\": \"number\"}]}";

        assertThat(schema("{\"$schema\": \"http://json-schema.org/draft-07/schema#\", " + tuple)
                        .violations(json("['a', 'b']")))
                .hasSize(1);
        assertThat(fixture().schema("movie/v1.json", "{\n" + tuple).problems())
                .isNotEmpty()
                .allSatisfy(
                        problem -> assertThat(problem).startsWith("schemas/movie/v1.json:2: is not a valid schema"));
    }

    @Test
    void should_refer_to_files_of_the_tree_and_to_nothing_else() {
        MigrationFixture fixture = fixture()
                .schema("lib/text.json", "{\"type\": \"string\"}")
                .schema("movie/v1.json", "{\"properties\": {\"title\": {\"$ref\": \"../lib/text.json\"}}}");
        PayloadSchema before = fixture.load().schema("movie", 1).orElseThrow();
        PayloadSchema after = fixture.schema("lib/text.json", "{\"type\": [\"string\", \"null\"]}")
                .load()
                .schema("movie", 1)
                .orElseThrow();

        assertThat(before.violations(json("{'title': null}"))).hasSize(1);
        assertThat(after.violations(json("{'title': null}"))).isEmpty();
        assertThat(after.checksum()).isNotEqualTo(before.checksum());

        for (String reference : new String[] {
            "../lib/none.json", "https://example.org/schema.json", "file:///etc/passwd", "classpath:META-INF/x.json"
        }) {
            assertThat(fixture.schema("movie/v1.json", "{\"properties\": {\n\"a\": {\"$ref\": \"" + reference + "\"}}}")
                            .problems())
                    .singleElement()
                    .asString()
                    .startsWith("schemas/movie/v1.json:")
                    .contains("nothing is fetched");
        }
    }

    @Test
    void should_report_references_and_patterns_that_do_not_resolve() {
        assertThat(fixture()
                        .schema("movie/v1.json", "{\"properties\": {\n\"a\": {\"$ref\": \"#/$defs/none\"}}}")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("schemas/movie/v1.json:2: is not a usable schema");
        assertThat(fixture()
                        .schema("movie/v1.json", "{\"properties\": {\n\"a\": {\"pattern\": \"(abc\"}}}")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("schemas/movie/v1.json:2: is not a");
    }

    @Test
    void should_validate_as_deeply_as_is_allowed_when_the_thread_is_one_for_decisions() throws Exception {
        PayloadSchema schema = schema("{\"items\": {\"$ref\": \"#\"}, \"type\": \"array\"}");
        int depth = StrictJson.DEPTH_MAX;

        assertThat(onDecisionThread(() -> schema.violations(json("[".repeat(depth) + "]".repeat(depth)))))
                .isEmpty();
        assertThat(onDecisionThread(() -> schema.violations(json("[".repeat(depth) + "1" + "]".repeat(depth)))))
                .hasSize(1)
                .first()
                .satisfies(violation -> assertThat(violation.toString()).doesNotContain("too deeply"));
    }

    @Test
    void should_report_a_violation_when_the_stack_is_too_small_for_a_payload() throws Exception {
        PayloadSchema schema = schema("{\"items\": {\"$ref\": \"#\"}, \"type\": \"array\"}");
        JsonNode deep = json("[".repeat(900) + "]".repeat(900));
        // Loads every class that is needed: one whose loading ends for want of stack stays broken.
        assertThat(schema.violations(json("[[1]]"))).hasSize(1);

        assertThat(onThread(64 << 10, () -> schema.violations(deep)))
                .singleElement()
                .satisfies(violation -> assertThat(violation.toString()).contains("too deeply"));
    }

    private static <T> T onDecisionThread(Callable<T> call) throws Exception {
        return onThread(AssetProcessor.STACK_BYTES, call);
    }

    private static <T> T onThread(long stackBytes, Callable<T> call) throws Exception {
        var result = new FutureTask<T>(call);
        new Thread(null, result, "test", stackBytes).start();
        return result.get();
    }

    private PayloadSchema schema(String text) {
        return fixture().schema("movie/v1.json", text).load().schema("movie", 1).orElseThrow();
    }

    private MigrationFixture fixture() {
        return new MigrationFixture(directory);
    }
}

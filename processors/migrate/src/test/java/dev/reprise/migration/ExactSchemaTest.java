package dev.reprise.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keywords that look at numbers, at numbers that no double or long holds. */
class ExactSchemaTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"multipleOf\": 3                          | 9007199254740993     | 9007199254740992",
                "\"multipleOf\": 9007199254740993           | 9007199254740993     | 9007199254740992",
                "\"multipleOf\": 0.01                       | 19.99                | 0.1000000000000000055",
                "\"multipleOf\": 10                         | 1e400                | 1e-400",
                "\"type\": \"integer\", \"maximum\": 10     | 10.0                 | 18446744073709551617.0",
                "\"type\": \"integer\", \"minimum\": 1      | 1                    | -18446744073709551615.0",
                "\"maximum\": 9223372036854775807           | 9223372036854775807  | 1e300",
                "\"minimum\": 9007199254740993              | 9007199254740993     | 9007199254740992.0",
                "\"exclusiveMinimum\": 0.1                  | 0.1000000000000000055 | 0.10",
                "\"exclusiveMaximum\": 9007199254740993     | 9007199254740992     | 9007199254740993.0",
                "\"const\": 9007199254740993                | 9007199254740993.0   | 9007199254740992",
                "\"const\": {\"a\": [1]}                    | {\"a\": [1.0]}       | {\"a\": [1.5]}",
                "\"enum\": [0.1, \"a\"]                     | 0.10                 | 0.1000000000000000055",
                "\"enum\": [{\"a\": 1}, true, null]         | {\"a\": 1.0}         | \"true\"",
                "\"uniqueItems\": true                      | [1, \"1\", true]     | [1, 2, 1.0]",
                "\"uniqueItems\": true                      | 7                    | [{\"a\": 1}, {\"a\": 1.0}]",
                "\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"minimum\": 1, \"exclusiveMinimum\": true | 1.1 | 1",
                "\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"maximum\": 10 | 10 | 18446744073709551617.0",
                "\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"multipleOf\": 3 | 9007199254740993 | 9007199254740992",
            })
    void should_be_exact(String keywords, String valid, String invalid) throws InvalidJsonException {
        PayloadSchema schema = schema("{" + keywords.strip() + "}");

        assertThat(schema.violations(StrictJson.read(valid))).as(valid).isEmpty();
        assertThat(schema.violations(StrictJson.read(invalid))).as(invalid).hasSize(1);
    }

    @Test
    void should_read_references_by_the_same_rules() throws InvalidJsonException {
        MigrationFixture fixture = new MigrationFixture(directory)
                .migration("a/V2__a.jslt", ".")
                .schema("a/v2.json", "{\"$ref\": \"lib/limit.json\"}")
                .schema("a/lib/limit.json", "{\"maximum\": 0.1000000000000000055}");
        assertThat(fixture.load().schema("a", 2).orElseThrow().violations(StrictJson.read("0.1000000000000000056")))
                .hasSize(1);

        fixture.schema("a/lib/limit.json", "{\"maximum\": 1, \"maximum\": 2}");
        assertThat(fixture.problems()).singleElement().asString().contains("same name twice");
    }

    private PayloadSchema schema(String text) {
        return new MigrationFixture(directory)
                .migration("a/V2__a.jslt", ".")
                .schema("a/v2.json", text)
                .load()
                .schema("a", 2)
                .orElseThrow();
    }
}

package dev.reprise.migration.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class LocatedJsonTest {

    @Test
    void should_know_the_line_of_every_value() throws InvalidJsonException {
        LocatedJson json = LocatedJson.parse(
                """
                {
                  "a": [
                    1,
                    {"b/c": "found"}
                  ],
                  "d": {}
                }""");

        assertThat(json.lineOf("")).isEqualTo(1);
        assertThat(json.lineOf("/a")).isEqualTo(2);
        assertThat(json.lineOf("/a/0")).isEqualTo(3);
        assertThat(json.lineOf("/a/1")).isEqualTo(4);
        assertThat(json.lineOf("/a/1/b~1c")).isEqualTo(4);
        assertThat(json.lineOf("/d")).isEqualTo(6);
        assertThat(json.lineOf("/d/missing/deeper")).isEqualTo(6);
        assertThat(json.lineMentionedBy("it was found here")).isEqualTo(4);
        assertThat(json.lineMentionedBy("nothing")).isEqualTo(1);
    }

    @Test
    void should_be_strict() {
        assertThat(lineOfMistake("")).isEqualTo(1);
        assertThat(lineOfMistake("{\n\"a\": 1,\n\"a\": 2}")).isEqualTo(3);
        assertThat(lineOfMistake("{}\n{}")).isEqualTo(2);
        assertThat(lineOfMistake("[1,\n")).isEqualTo(2);
    }

    private static int lineOfMistake(String text) {
        InvalidJsonException e = catchThrowableOfType(InvalidJsonException.class, () -> LocatedJson.parse(text));
        return e == null ? 0 : e.line();
    }
}

package dev.reprise.migration.json;

import static dev.reprise.migration.MigrationFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonDifferenceTest {

    @Test
    void should_compare_numbers_by_value_and_objects_in_any_order() {
        assertThat(between("[1, 1.0, 100, 1e300, 0]", "[1.0, 1, 1e2, 1e300, -0.0]"))
                .isEmpty();
        assertThat(between("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}")).isEmpty();
        assertThat(between("9007199254740993", "9007199254740992")).hasSize(1);
        assertThat(between("0.1", "0.10000000000000002")).hasSize(1);
    }

    @Test
    void should_name_what_differs_by_pointer() {
        assertThat(between("{'a/b': [1, {'c': 'x'}], 'd': null}", "{'a/b': [1, {'c': 'y'}, 3], 'e': 1}"))
                .containsExactly(
                        "/a~1b/1/c: expected \"x\", actual \"y\"",
                        "/a~1b/2: expected nothing, actual 3",
                        "/d: expected null, actual nothing",
                        "/e: expected nothing, actual 1");
        assertThat(between("[]", "{}")).containsExactly("the whole: expected [], actual {}");
        assertThat(between("'1'", "1")).containsExactly("the whole: expected \"1\", actual 1");
    }

    @Test
    void should_bound_what_it_shows() {
        assertThat(between("[" + "1,".repeat(99) + "1]", "[" + "2,".repeat(99) + "2]"))
                .hasSize(JsonDifference.SHOWN_MAX);
        assertThat(between("'" + "x".repeat(1_000) + "'", "1").get(0)).hasSizeLessThan(200);
    }

    private static List<String> between(String expected, String actual) {
        return JsonDifference.between(json(expected), json(actual));
    }
}

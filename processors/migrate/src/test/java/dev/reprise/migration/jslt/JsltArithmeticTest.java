package dev.reprise.migration.jslt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsltArithmeticTest {

    @ParameterizedTest
    @ValueSource(strings = {".a == null", ".a != \"x\"", "true == .a", ".a == false", "if (.a != null) .b"})
    void should_leave_a_comparison_alone_when_one_side_is_no_number(String text) {
        assertThat(JsltArithmetic.exact(text).strip()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        ".a == .b, equal",
        ".a == 1, equal",
        ".a != [null], unequal",
        ".a == (null), equal",
        ".a < \"x\", less",
        ".a + \"x\" == null, add"
    })
    void should_put_an_exact_operator_in_place_when_numbers_may_be_on_both_sides(String text, String name) {
        assertThat(JsltArithmetic.exact(text)).contains(JsltArithmetic.PREFIX + name + "(");
    }
}

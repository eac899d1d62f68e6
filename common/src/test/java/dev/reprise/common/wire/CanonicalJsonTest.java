package dev.reprise.common.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource({
        "2, 2.000, 2",
        "100, 1e2, 100",
        "-3, -30e-1, -3",
        "0, -0.0, 0",
        "0, 0e5, 0",
        "2147483648, 2147483648.0, 2147483648",
        "9223372036854775807, 9223372036854775807.0, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808.0, -9223372036854775808",
        "9223372036854775808, 9223372036854775808.0, 9223372036854775808",
        "18446744073709551610, 1844674407370955161e1, 18446744073709551610",
        "-10000000000000000000, -1e19, -10000000000000000000",
        "100000000000000000000, 1e20, 1E+20",
        "10000000000000000000000, 1e22, 1E+22",
        "1e2147483647, 1.0e2147483647, 1E+2147483647",
        "100e2147483647, 100e2147483647, 1.00E+2147483649",
        "1e-2147483647, 0.1e-2147483646, 1E-2147483647",
        "0.5, 5e-1, 0.5",
        "12.50, 12.5, 12.5"
    })
    void should_be_equal_when_the_numbers_are(String one, String other, String printed) {
        // when
        JsonNode canonical = CanonicalJson.of(tree("{\"a\":[" + one + "]}"));

        // then
        assertThat(canonical).hasToString("{\"a\":[" + printed + "]}");
        assertThat(canonical).isEqualTo(CanonicalJson.of(tree("{\"a\":[" + other + "]}")));
    }

    @Test
    void should_use_the_smallest_whole_number_when_one_fits() {
        // when / then
        assertThat(CanonicalJson.of(LongNode.valueOf(7))).isEqualTo(IntNode.valueOf(7));
        assertThat(CanonicalJson.of(DoubleNode.valueOf(1L << 40))).isEqualTo(LongNode.valueOf(1L << 40));
        assertThat(CanonicalJson.of(FloatNode.valueOf(2))).isEqualTo(IntNode.valueOf(2));
    }

    @Test
    void should_leave_a_number_alone_when_no_json_text_can_hold_it() {
        // when / then
        assertThat(CanonicalJson.of(DoubleNode.valueOf(Double.NaN)).isDouble()).isTrue();
        assertThat(CanonicalJson.of(FloatNode.valueOf(Float.POSITIVE_INFINITY)).isFloat())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"b\":\"2.0\",\"a\":null,\"c\":[true,{},[]]}", "\"1e2\"", "null", "false"})
    void should_change_nothing_when_there_are_no_numbers(String json) {
        // when
        JsonNode canonical = CanonicalJson.of(tree(json));

        // then
        assertThat(canonical).hasToString(json).isEqualTo(tree(json));
    }

    private static JsonNode tree(String json) {
        return Json.read(json.getBytes(UTF_8), JsonNode.class);
    }
}

package dev.reprise.migration.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1,\"a\":[true,false,null,\"\"],\"\":{}}",
                "[0,-0,-0.0,0.0,0e5,1.10,1e5,1E+5,1.5E-7,1E400,1e-400,5e-324,-1.7976931348623157e308]",
                "[9223372036854775807,-9223372036854775808,9223372036854775808,12345678901234567890.123]",
                "[0.1000000000000000055,0.30000000000000004,9007199254740993,9007199254740993.0]",
                "[\"😀\",\"ü世\\u0000\\\"\\\\\"]",
            })
    void should_write_what_it_has_read_byte_for_byte(String json) throws InvalidJsonException {
        assertThat(new String(StrictJson.bytes(StrictJson.read(utf8(json))), UTF_8))
                .isEqualTo(json);
        assertThat(StrictJson.text(StrictJson.read(json))).isEqualTo(json);
    }

    @Test
    void should_write_a_character_beyond_the_basic_plane_in_four_bytes() throws InvalidJsonException {
        assertThat(StrictJson.bytes(StrictJson.read(utf8("\"\\ud83d\\ude00\""))))
                .isEqualTo("\"😀\"".getBytes(UTF_8))
                .hasSize(6);
    }

    @Test
    void should_take_a_number_for_the_double_that_it_is() throws InvalidJsonException {
        for (String text :
                new String[] {"0.05", "0.19", "1.10", "1e5", "0.30000000000000004", "1.7976931348623157E308"}) {
            assertThat(StrictJson.read(text)).as(text).isEqualTo(DoubleNode.valueOf(Double.parseDouble(text)));
        }
        for (String text : new String[] {"0.1000000000000000055", "1e400", "1e-400", "9007199254740993.0"}) {
            assertThat(StrictJson.read(text).isBigDecimal()).as(text).isTrue();
        }
        assertThat(StrictJson.read("-0")).isEqualTo(IntNode.valueOf(0));
    }

    @Test
    void should_say_what_is_wrong_and_where_without_quoting() {
        assertThat(faultOf("{\"a\":1,\"a\":2}")).isEqualTo(JsonFault.DUPLICATE_KEY);
        assertThat(faultOf("{\"a\":null,\n\"b\":[{\"c\":1,\"c\":1}]}")).isEqualTo(JsonFault.DUPLICATE_KEY);
        for (String text : new String[] {
            "",
            "  ",
            "{",
            "[1,]",
            "{} {}",
            "nul",
            "NaN",
            "Infinity",
            "'a'",
            "{a:1}",
            "01",
            ".5",
            "1.",
            "+1",
            "/**/1",
            "\"\t\"",
            "\"\\x\"",
            "[1 2]"
        }) {
            assertThat(faultOf(text)).as(text).isEqualTo(JsonFault.NOT_JSON);
        }
        assertThat(faultOf("\"\\ud83d\"")).isEqualTo(JsonFault.HALF_CHARACTER);
        assertThat(faultOf("{\"\\ude00\":1}")).isEqualTo(JsonFault.HALF_CHARACTER);

        assertThat(mistake(utf8("{\n\"secret\":1,\"secret\":2}")))
                .returns(2, InvalidJsonException::line)
                .extracting(InvalidJsonException::reason)
                .asString()
                .startsWith("has the same name twice in one object (line 2")
                .doesNotContain("secret");
    }

    @Test
    void should_name_the_limit_that_a_text_is_beyond() throws InvalidJsonException {
        assertThat(StrictJson.read("[".repeat(1_000) + "]".repeat(1_000)).isArray())
                .isTrue();
        assertThat(faultOf("[".repeat(1_001) + "]".repeat(1_001))).isEqualTo(JsonFault.TOO_DEEP);
        assertThat(faultOf("1".repeat(1_001))).isEqualTo(JsonFault.NUMBER_TOO_LONG);
        assertThat(faultOf("0." + "1".repeat(1_000))).isEqualTo(JsonFault.NUMBER_TOO_LONG);
        assertThat(faultOf("1e1001")).isEqualTo(JsonFault.NUMBER_TOO_LONG);
        assertThat(faultOf("1e-2147483648")).isEqualTo(JsonFault.NUMBER_TOO_LONG);
        assertThat(faultOf("1e99999999999999999999")).isEqualTo(JsonFault.NUMBER_TOO_LONG);
        assertThat(faultOf("{\"" + "a".repeat(50_001) + "\":1}")).isEqualTo(JsonFault.NAME_TOO_LONG);
        assertThat(faultOf("\"" + "a".repeat(20_000_001) + "\"")).isEqualTo(JsonFault.TEXT_TOO_LONG);
    }

    @Test
    void should_take_nothing_but_utf_8() throws InvalidJsonException {
        assertThat(StrictJson.read(utf8("\uFEFF{\"a\":\"\uFFFD\"}")).get("a").textValue())
                .isEqualTo("\uFFFD");
        for (Charset other : new Charset[] {UTF_16, UTF_16LE, Charset.forName("UTF-32")}) {
            assertThat(mistake(ByteBuffer.wrap("{\"a\":1}".getBytes(other)))).isNotNull();
        }
        byte[][] malformed = {
            {'"', (byte) 0xC0, (byte) 0x80, '"'},
            {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
            {'"', (byte) 0xFC, '"'},
            {'"', (byte) 0xF7, (byte) 0xBF, (byte) 0xBF, (byte) 0xBF, '"'}
        };
        for (byte[] bytes : malformed) {
            assertThat(mistake(ByteBuffer.wrap(bytes)).fault()).isEqualTo(JsonFault.NOT_UTF_8);
        }
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(("xx" + text).getBytes(UTF_8)).position(2).slice();
    }

    private static JsonFault faultOf(String text) {
        InvalidJsonException e = mistake(utf8(text));
        assertThat(e).as(text.length() < 50 ? text : "a long text").isNotNull();
        return e.fault();
    }

    private static InvalidJsonException mistake(ByteBuffer bytes) {
        return catchThrowableOfType(InvalidJsonException.class, () -> StrictJson.read(bytes));
    }
}

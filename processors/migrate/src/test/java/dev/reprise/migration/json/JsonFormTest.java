package dev.reprise.migration.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ShortNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonFormTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int TREES = 20_000;

    @Test
    void should_be_what_is_read_from_its_bytes_when_code_has_made_any_tree() throws InvalidJsonException {
        long seed = System.nanoTime();
        System.out.println("JsonFormTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < TREES; i++) {
            JsonNode form = JsonForm.of(tree(random, 4));

            JsonNode read = StrictJson.read(ByteBuffer.wrap(StrictJson.bytes(form)));

            assertThat(read).as("seed %d, tree %d", seed, i).isEqualTo(form);
            assertSameClasses(form, read);
        }
    }

    @Test
    void should_refuse_what_cannot_be_written_and_read_back() {
        JsonNode[] refused = {
            DoubleNode.valueOf(Double.NaN),
            DoubleNode.valueOf(Double.NEGATIVE_INFINITY),
            FloatNode.valueOf(Float.POSITIVE_INFINITY),
            TextNode.valueOf("a\uD83D"),
            TextNode.valueOf("\uDE00\uD83D"),
            NODES.objectNode().put("\uD83D", 1),
            NODES.binaryNode(new byte[] {1}),
            NODES.pojoNode("x"),
            NODES.missingNode(),
            DecimalNode.valueOf(new BigDecimal("1e1001")),
            DecimalNode.valueOf(new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE)),
            BigIntegerNode.valueOf(BigInteger.TEN.pow(1_000)),
            NODES.objectNode().put("a".repeat(StrictJson.NAME_CHARS_MAX + 1), 1),
            nested(1_001)
        };
        for (JsonNode tree : refused) {
            assertThatThrownBy(() -> JsonForm.of(NODES.arrayNode().add(tree)))
                    .as("%s", tree.getNodeType())
                    .isInstanceOf(NoJsonFormException.class);
        }
        assertThat(JsonForm.of(nested(1_000))).isEqualTo(nested(1_000));
    }

    private static ArrayNode nested(int depth) {
        ArrayNode tree = NODES.arrayNode();
        for (int i = 1; i < depth; i++) {
            tree = NODES.arrayNode().add(tree);
        }
        return tree;
    }

    private static void assertSameClasses(JsonNode one, JsonNode other) {
        assertThat(other).hasSameClassAs(one).hasToString(one.toString());
        assertThat(other.asText()).isEqualTo(one.asText());
        for (int i = 0; i < one.size() && one.isArray(); i++) {
            assertSameClasses(one.get(i), other.get(i));
        }
        one.fieldNames().forEachRemaining(name -> {
            if (one.isObject()) {
                assertSameClasses(one.get(name), other.get(name));
            }
        });
    }

    private static JsonNode tree(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 10 : 12);
        switch (kind) {
            case 10 -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(tree(random, depth - 1));
                }
                return array;
            }
            case 11 -> {
                ObjectNode object = NODES.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text(random), tree(random, depth - 1));
                }
                return object;
            }
            default -> {
                return value(random, kind);
            }
        }
    }

    private static JsonNode value(Random random, int kind) {
        return switch (kind) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> TextNode.valueOf(text(random));
            case 3 -> IntNode.valueOf(random.nextInt());
            case 4 -> LongNode.valueOf(random.nextLong() >> random.nextInt(64));
            case 5 -> BigIntegerNode.valueOf(new BigInteger(random.nextInt(200), random));
            case 6 -> ShortNode.valueOf((short) random.nextInt());
            case 7 -> {
                float value = Float.intBitsToFloat(random.nextInt());
                yield FloatNode.valueOf(Float.isFinite(value) ? value : 0.1f);
            }
            case 8 -> {
                double value = random.nextBoolean()
                        ? Double.longBitsToDouble(random.nextLong())
                        : random.nextInt(1_000) / 100.0 * (random.nextBoolean() ? 1 : -1);
                yield DoubleNode.valueOf(Double.isFinite(value) ? value : -0.0);
            }
            default ->
                DecimalNode.valueOf(
                        new BigDecimal(new BigInteger(random.nextInt(120), random), random.nextInt(800) - 400));
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
            text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0x1F600 : c);
        }
        return text.toString();
    }
}

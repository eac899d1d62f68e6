package dev.reprise.idproducer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.TableShape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookedTablesTest {

    private static LookedTables ofColumns(int count) {
        List<TableShape.Column> columns = IntStream.range(0, count)
                .mapToObj(number -> new TableShape.Column("column_" + number, "text", TableShape.Kind.REGULAR))
                .toList();
        return new LookedTables(Map.of("t", new TableShape("assets.t", columns)));
    }

    @Test
    void should_arrive_as_they_were_seen() {
        var key = new TableShape.Column("Title", "frozen<list<text>>", TableShape.Kind.KEY);
        var looked = new LookedTables(Map.of("t", new TableShape("assets.t", List.of(key))));

        assertThat(LookedTables.read(looked.bytes())).isEqualTo(looked);
        assertThat(LookedTables.read(ofColumns(400).bytes())).isEqualTo(ofColumns(400));
    }

    @Test
    void should_stay_behind_when_there_are_none_or_they_are_too_large() {
        assertThat(LookedTables.NONE.bytes()).isNull();
        assertThat(ofColumns(2_000).bytes()).isNull();
        assertThat(LookedTables.read(null)).isEqualTo(LookedTables.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "null", "[]", "{\"byName\":{\"t\":{}}}", "{\"byName\":{\"t\":null}}"})
    void should_be_none_when_they_cannot_be_read(String text) {
        assertThat(LookedTables.read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(LookedTables.NONE);
    }
}

package dev.reprise.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.cli.invocation.FailedException;
import org.junit.jupiter.api.Test;

class EachOnceTest {

    private static final Items ITEMS = new Items("item", 3, 1);

    private static EachOnce found(int... indexes) {
        var found = new EachOnce(ITEMS);
        for (int index : indexes) {
            found.found(ITEMS.assetId(index), of -> of == index);
        }
        return found;
    }

    @Test
    void should_be_content_when_each_row_is_there_once_in_any_order() {
        assertThatCode(() -> found(2, 0, 1).require("the index")).doesNotThrowAnyException();
    }

    @Test
    void should_fail_when_nothing_was_done() {
        assertThatThrownBy(() -> found().require("the index"))
                .isInstanceOf(FailedException.class)
                .hasMessage("the index: of 3 rows 3 are missing, and 0 are there twice or belong to no row");
    }

    @Test
    void should_fail_when_one_is_missing_and_another_is_there_twice() {
        assertThatThrownBy(() -> found(0, 1, 1).require("the index"))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("1 are missing, and 1 are there twice");
    }

    @Test
    void should_fail_when_one_belongs_to_no_row() {
        var found = found(0, 1, 2);
        found.found(new Items("item", 4, 1).assetId(3), index -> true);

        assertThatThrownBy(() -> found.require("the index"))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("0 are missing, and 1 are there twice or belong to no row");
    }

    @Test
    void should_fail_when_what_was_made_of_a_row_is_wrong() {
        var found = found(0, 1);
        found.found(ITEMS.assetId(2), index -> false);

        assertThatThrownBy(() -> found.require("the index"))
                .isInstanceOf(FailedException.class)
                .hasMessage("the index: what was made of the row " + ITEMS.assetId(2) + " is wrong");
    }
}

package dev.reprise.assets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatementKindTest {

    @ParameterizedTest
    @EnumSource
    void should_know_a_statement_by_its_comment(StatementKind kind) {
        assertThat(StatementKind.of(kind.comment() + "SELECT a FROM b")).isEqualTo(kind);
        assertThat(StatementKind.of("SELECT a FROM b " + kind.comment())).isEqualTo(StatementKind.OTHER);
    }
}

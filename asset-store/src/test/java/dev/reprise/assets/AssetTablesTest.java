package dev.reprise.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetTablesTest {

    @Test
    void should_be_the_tables_of_the_contract_when_only_keyspace_and_layout_are_told() {
        // when
        AssetTables tables = AssetTables.of("Media", Layout.INDEXED);

        // then
        assertThat(tables.keyspace()).isEqualTo("Media");
        assertThat(tables.table()).isEqualTo("asset");
        assertThat(tables.bucketTable()).isEqualTo("asset_bucket");
        assertThat(tables.indexTable()).isEqualTo("asset_by_bucket");
        assertThat(tables.layout()).isEqualTo(Layout.INDEXED);
        assertThat(tables.bucketPattern()).hasToString("yyyy-MM");
        assertThat(tables.bucketById()).isEqualTo(BucketById.PATTERN);
        assertThat(tables.columns())
                .isEqualTo(new AssetTables.Columns(
                        "asset_type", "bucket", "asset_id", "schema_version", "payload", "last_job"));
        assertThat(tables.with(BucketPattern.of("yyyy")).bucketPattern()).hasToString("yyyy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\"b", "a b", "ä", "a.b", "a;DROP", "", "a2345678901234567890123456789012345678901234567890"})
    void should_refuse_a_name_when_cassandra_would(String name) {
        // when / then
        String rule = "is not a name that Cassandra allows: 1 to 48 letters, digits or _";
        assertThatThrownBy(() -> AssetTables.of(name, Layout.BUCKETED)).hasMessage(rule);
        assertThatThrownBy(() -> new AssetTables.Columns("a", "b", "c", "d", name, "f"))
                .hasMessage(rule);
    }
}

package dev.reprise.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.config.Settings;
import dev.reprise.common.config.WrongSettingsException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetTablesTest {

    @Test
    void should_be_the_layout_of_the_contract_when_nothing_is_configured() {
        // given
        Settings settings = settings(Map.of());

        // when
        AssetTables tables = AssetTables.from(settings);

        // then
        settings.throwIfWrong();
        assertThat(tables.keyspace()).isEqualTo("assets");
        assertThat(tables.table()).isEqualTo("asset");
        assertThat(tables.bucketTable()).isEqualTo("asset_bucket");
        assertThat(tables.indexTable()).isEqualTo("asset_by_bucket");
        assertThat(tables.layout()).isEqualTo(Layout.BUCKETED);
        assertThat(tables.bucketPattern()).hasToString("yyyy-MM");
        assertThat(tables.bucketById()).isEqualTo(BucketById.PATTERN);
        assertThat(tables.columns())
                .isEqualTo(new AssetTables.Columns(
                        "asset_type", "bucket", "asset_id", "schema_version", "payload", "last_job"));
    }

    @Test
    void should_follow_every_key_when_all_are_configured() {
        // given
        Settings settings = settings(Map.ofEntries(
                Map.entry("reprise.assets.keyspace", "Media"),
                Map.entry("reprise.assets.table", "Items"),
                Map.entry("reprise.assets.bucket-table", "b"),
                Map.entry("reprise.assets.index-table", "i"),
                Map.entry("reprise.assets.layout", "indexed"),
                Map.entry("reprise.assets.bucket-pattern", "yyyy-MM-dd#16"),
                Map.entry("reprise.assets.bucket-by-id", "lookup"),
                Map.entry("reprise.assets.columns.asset-type", "kind"),
                Map.entry("reprise.assets.columns.bucket", "slot"),
                Map.entry("reprise.assets.columns.asset-id", "id"),
                Map.entry("reprise.assets.columns.schema-version", "version"),
                Map.entry("reprise.assets.columns.payload", "body"),
                Map.entry("reprise.assets.columns.last-job", "stamp")));

        // when
        AssetTables tables = AssetTables.from(settings);

        // then
        settings.throwIfWrong();
        assertThat(tables)
                .usingRecursiveComparison()
                .ignoringFields("bucketPattern")
                .isEqualTo(new AssetTables(
                        "Media",
                        "Items",
                        "b",
                        "i",
                        Layout.INDEXED,
                        BucketPattern.of("yyyy"),
                        BucketById.LOOKUP,
                        new AssetTables.Columns("kind", "slot", "id", "version", "body", "stamp")));
        assertThat(tables.bucketPattern()).hasToString("yyyy-MM-dd#16");
    }

    @Test
    void should_report_all_mistakes_at_once_when_several_keys_are_wrong() {
        // given
        Settings settings = settings(Map.of(
                "reprise.assets.keyspace", "a-b",
                "reprise.assets.layout", "Bucketed",
                "reprise.assets.bucket-pattern", "yy",
                "reprise.assets.bucket-by-id", "hash",
                "reprise.assets.columns.payload", "x".repeat(49)));

        // when
        AssetTables.from(settings);

        // then
        String rule = "is not a name that Cassandra allows: 1 to 48 letters, digits or _";
        assertThatThrownBy(settings::throwIfWrong)
                .isInstanceOfSatisfying(WrongSettingsException.class, wrong -> assertThat(wrong.problems())
                        .containsExactly(
                                "reprise.assets.keyspace: 'a-b' " + rule,
                                "reprise.assets.layout: 'Bucketed' must be bucketed or indexed",
                                "reprise.assets.bucket-pattern: 'yy' makes buckets whose time cannot be told from their"
                                        + " name",
                                "reprise.assets.bucket-by-id: 'hash' must be pattern or lookup",
                                "reprise.assets.columns.payload: '" + "x".repeat(49) + "' " + rule));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a b", "ä", "a.b", "a;DROP"})
    void should_refuse_a_name_when_cassandra_would(String name) {
        // given
        Settings settings = settings(Map.of("reprise.assets.table", name));

        // when
        AssetTables.from(settings);

        // then
        assertThatThrownBy(settings::throwIfWrong).hasMessageContaining("reprise.assets.table: '" + name + "'");
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(key -> Optional.ofNullable(values.get(key)));
    }
}

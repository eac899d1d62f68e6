import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.workload.sample.Films;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleSpec;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import dev.reprise.workload.sample.cassandra.SampleLoader;

/**
 * Fills a Cassandra with sample assets, for {@code .ci/images}. Run by {@code java -cp 'testing/demo/target/lib/*'} as a
 * single file, with host:port, the keyspace and the number of assets.
 */
class LoadAssets {

    public static void main(String[] arguments) {
        try (var database = AssetDatabase.open(arguments[0], AssetTables.of(arguments[1], Layout.BUCKETED))) {
            SampleLoader.load(
                    database,
                    new SampleAssets(Films.load(), SampleSpec.ofAssets(Integer.parseInt(arguments[2]))),
                    loaded -> {});
        }
    }
}

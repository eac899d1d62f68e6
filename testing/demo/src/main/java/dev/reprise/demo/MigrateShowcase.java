package dev.reprise.demo;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.reprise.audit.MigrationOracle;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.workload.livewriter.PayloadFactory;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The main job: two migrations in one write, while production rolls out the release that writes the new version itself. */
final class MigrateShowcase implements Showcase {

    /** Two migrations in one write. */
    private static final int TO_VERSION = 3;

    private @Nullable NewRelease release;

    @Override
    public String processor() {
        return "migrate";
    }

    @Override
    public String job() {
        return "movie-v" + TO_VERSION;
    }

    @Override
    public void prepare(Stage stage) {
        var catalog = MigrationCatalog.load(MigrationSources.classpath(MigrateShowcase.class.getClassLoader())
                .withMigrations(stage.checkout().sampleMigrations())
                .withSchemas(stage.checkout().sampleSchemas()));
        release = new NewRelease(catalog, DemoPlan.ASSET_TYPE, TO_VERSION);
    }

    @Override
    public ProcessorSpec processorSpec() {
        return new ProcessorSpec(processor(), Map.of("toVersion", IntNode.valueOf(TO_VERSION)));
    }

    @Override
    public String reason() {
        return "titles become localized, credits and genres become lists";
    }

    @Override
    public PayloadFactory newRelease() {
        return Objects.requireNonNull(release);
    }

    @Override
    public MigrationOracle oracle() {
        return Objects.requireNonNull(release);
    }

    @Override
    public Words words() {
        return new Words(
                "go to schema version " + TO_VERSION,
                ", by the old release, which knows version 1 only",
                "production deploys its new release, which writes version " + TO_VERSION,
                "written back at version " + TO_VERSION,
                "rows below target");
    }
}

package dev.reprise.endtoend.faults;

import dev.reprise.audit.elasticsearch.IndexReader;
import dev.reprise.demo.NewRelease;
import dev.reprise.endtoend.faults.agent.AgentJar;
import dev.reprise.endtoend.faults.agent.Mutant;
import dev.reprise.endtoend.service.Deployment;
import dev.reprise.endtoend.service.SearchProxy;
import dev.reprise.localstack.proxy.FaultyProxy;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.workload.sample.SampleType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A deployment whose instances come and go: one id-producer and two workers, with an agent inside each, and Cassandra
 * behind a proxy. Stays over many rounds, as a deployment does over many jobs.
 *
 * <p>Threading: one thread at a time.
 */
final class Fleet implements AutoCloseable {

    /** The version that jobs migrate movies to, and that production's new release writes. */
    static final int TO_VERSION = 3;

    /** Rounds have days of their own. */
    static final String BUCKETS = "yyyy-MM-dd";

    private static final String HOSTS = "reprise.elasticsearch.hosts";

    private final LocalStack stack;
    private final FaultyProxy proxy;
    private final Deployment deployment;
    private final Path agent;
    private final @Nullable Mutant mutant;
    private final NewRelease release;
    private final List<Instance> instances = new ArrayList<>();

    /** How many of each are kept at work. */
    private final Map<ServiceKind, Integer> size =
            new EnumMap<>(Map.of(ServiceKind.ID_PRODUCER, 1, ServiceKind.REPROCESS_WORKER, 2));

    private boolean hasElasticsearch;
    private @Nullable String indexInUse;

    /**
     * Prepares a fleet; nothing is started yet.
     *
     * @param name of its topics and keyspace
     * @param mutant the rule that its services break; {@code null} for none
     */
    Fleet(String name, LocalStack stack, @Nullable Mutant mutant) {
        this.stack = stack;
        this.mutant = mutant;
        this.proxy = FaultyProxy.before(stack.cassandra().address());
        clean(Deployment.logs().resolve("mutant"));
        this.agent = AgentJar.writeTo(Deployment.logs());
        this.release = new NewRelease(
                MigrationCatalog.load(MigrationSources.classpath(Fleet.class.getClassLoader())
                        .withMigrations(Deployment.samples().resolve("migrations"))
                        .withSchemas(Deployment.samples().resolve("schemas"))),
                SampleType.MOVIE.word(),
                TO_VERSION);
        this.deployment = new Deployment(name, stack);
        // Everything that only waits is short, so that a round shows in seconds what takes minutes in production; the
        // relations stay as they are by default: a drain is at most half of a transaction, and so on.
        deployment
                .impatient()
                .withSamples()
                .with("reprise.migrations.path", migrations(name).toString())
                .with("reprise.worker.decision-time-max", "PT1S")
                .with("reprise.cassandra.request-timeout", "PT1.5S")
                .with("reprise.worker.commit-interval", "PT0.5S")
                .with("reprise.write-back.settle-time", "PT1S")
                .with("reprise.jobs.publish-interval", "PT0.2S")
                .with("reprise.jobs.silence-max", "PT20S")
                .with("reprise.worker.group-rows-max", "16")
                .with("reprise.emit.page-size", "100")
                .with("reprise.synchronous.assets-max", "3000")
                .with("reprise.assets.bucket-pattern", BUCKETS);
    }

    Deployment deployment() {
        return deployment;
    }

    LocalStack stack() {
        return stack;
    }

    FaultyProxy proxy() {
        return proxy;
    }

    /** Returns production's new release, which knows the migrations as well. */
    NewRelease release() {
        return release;
    }

    /** Lets jobs bring rows into indexes of the stack. */
    Fleet withElasticsearch() {
        deployment
                .with(HOSTS, elasticsearch())
                // Below half of what the most forgetful index of a round remembers.
                .with("reprise.elasticsearch.request-timeout", "PT1.5S");
        hasElasticsearch = true;
        return this;
    }

    String elasticsearch() {
        return stack.elasticsearch().address();
    }

    /** Returns how names of its indexes begin. */
    String index() {
        return deployment.topics().events();
    }

    /** Notes the index of the round that is about to begin. */
    void use(@Nullable String name) {
        indexInUse = name;
    }

    /** Makes the index of the round forget the versions of what was deleted. */
    void reopenIndex() {
        if (indexInUse != null) {
            new IndexReader(elasticsearch()).reopen(indexInUse);
        }
    }

    /** Sets a key of the configuration of what is started from now on. */
    Fleet with(String key, String value) {
        deployment.with(key, value);
        return this;
    }

    /** Keeps so many instances of a kind at work from now on. */
    void keep(ServiceKind kind, int count) {
        size.put(kind, count);
    }

    /** Returns the instances of a kind that run and are not suspended. */
    List<Instance> atWork(ServiceKind kind) {
        return instances.stream()
                .filter(one -> one.kind() == kind && one.isAtWork())
                .toList();
    }

    /** Starts one more and returns at once. */
    Instance start(ServiceKind kind) {
        Path[] control = new Path[1];
        SearchProxy search = hasElasticsearch && kind == ServiceKind.REPROCESS_WORKER ? searchProxy() : null;
        var service = deployment.startBehind(addresses(search), kind, name -> {
            control[0] = Deployment.logs().resolve(name + ".control");
            String arguments = control[0] + (mutant == null ? "" : "," + mutant);
            return List.of("-javaagent:" + agent + "=" + arguments);
        });
        var instance = new Instance(kind, service, control[0], search);
        instances.add(instance);
        return instance;
    }

    /** Each worker has one of its own, so that trouble can be its alone. */
    private SearchProxy searchProxy() {
        try {
            return new SearchProxy(elasticsearch());
        } catch (IOException e) {
            throw new UncheckedIOException("no proxy before Elasticsearch", e);
        }
    }

    private Map<String, String> addresses(@Nullable SearchProxy search) {
        Map<String, String> addresses = new HashMap<>();
        // Of a ring, the driver finds the nodes by itself, beside any proxy.
        if (stack.all(ServerKind.CASSANDRA).size() == 1) {
            addresses.put("reprise.cassandra.contact-points", proxy.address());
        }
        if (search != null) {
            addresses.put(HOSTS, search.address());
        }
        return addresses;
    }

    /** Lets suspended ones go on. */
    void resume() {
        instances.forEach(Instance::resume);
    }

    /** Lets suspended ones go on and starts what is missing, without waiting for it. */
    void replaceMissing() {
        resume();
        instances.stream().filter(one -> !one.isAtWork()).forEach(Instance::close);
        instances.removeIf(one -> !one.isAtWork());
        size.forEach((kind, wanted) -> {
            for (int missing = wanted - atWork(kind).size(); missing > 0; missing--) {
                start(kind);
            }
        });
    }

    /** Makes the fleet whole, and waits until it works. */
    void awaitWhole() {
        replaceMissing();
        instances.forEach(one -> Deployment.awaitReady(one.service()));
    }

    /** Puts the sample's migrations together with those of intrusions. */
    private static Path migrations(String name) {
        Path folder = Deployment.logs().resolve(name + "-migrations");
        for (Path source : List.of(Deployment.samples(), Deployment.fixtures().resolve("slow"))) {
            copy(source.resolve("migrations"), folder);
        }
        return folder;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from, e);
        }
    }

    /** What a mutant has kept of an earlier run is not of this one. */
    private static void clean(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.of()) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean " + folder, e);
        }
    }

    @Override
    public void close() {
        resume();
        deployment.close();
        instances.forEach(Instance::close);
        proxy.close();
    }
}

package dev.reprise.endtoend.security;

import dev.reprise.common.job.Job;
import dev.reprise.common.topic.Topics;
import dev.reprise.demo.kafka.StackAdministrator;
import dev.reprise.demo.secured.SecuredStack;
import dev.reprise.endtoend.service.Deployment;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.topics.JobFeed;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.topics.kafka.KafkaDeployment;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * Both services as users of the secured stack that are known to no other test. Their names, topics and groups begin with the name
 * of the test, and so does their keyspace. What is secret is in files.
 *
 * <p>Threading: one thread.
 */
final class SecuredDeployment implements AutoCloseable {

    /** How every password begins. */
    static final String SECRET = "hush-";

    private static final String OPERATOR = "reprise-operator";
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final String name;
    private final SecuredServers servers;
    private final Path folder;
    private final StackAdministrator administrator;
    private final AssetDatabase database;
    private final Map<String, String> settings = new HashMap<>();
    private final List<LocalService> services = new ArrayList<>();
    private int started;

    /**
     * Prepares a deployment; nothing is started yet, and there is no user.
     *
     * @param name letters; unique among the tests of a run
     * @param folder for the files of the services
     */
    SecuredDeployment(String name, SecuredServers servers, Path folder) {
        this.name = name;
        this.servers = servers;
        this.folder = folder;
        this.administrator = servers.administrator(prefix());
        this.database = servers.database(name);
        with("kafka.bootstrap.servers", servers.kafkaAddress());
        with("kafka.security.protocol", "SASL_SSL");
        with("kafka.sasl.mechanism", "SCRAM-SHA-512");
        with("kafka.ssl.truststore.type", "PEM");
        with("kafka.ssl.truststore.location", servers.authority().toString());
        with("reprise.topics.prefix", prefix());
        with("reprise.topics.create", "false");
        // What a thread leaves open when it dies is in the way of the next for so long.
        with("reprise.streams.transaction-timeout", "PT10S");
        with("reprise.assets.keyspace", name);
        with("reprise.cassandra.contact-points", servers.cassandraAddress());
        with("reprise.cassandra.username", name);
        with("reprise.cassandra.password-file", secret("cassandra", SECRET + "cassandra"));
        with("reprise.cassandra.ssl.enabled", "true");
        with("reprise.cassandra.ssl.truststore", servers.authority().toString());
        with(
                "reprise.migrations.path",
                Deployment.fixtures().resolve("migrations").toString());
        with("reprise.schemas.path", Deployment.fixtures().resolve("schemas").toString());
    }

    SecuredDeployment with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    String prefix() {
        return name + "-";
    }

    StackAdministrator administrator() {
        return administrator;
    }

    AssetDatabase database() {
        return database;
    }

    /** Makes the users of both services. */
    void createUsers() {
        for (ServiceKind kind : ServiceKind.NEEDED) {
            administrator.createUser(user(kind), SECRET + kind.module());
        }
    }

    /** Makes the role of the services. */
    void createRole() {
        roleStatements().forEach(database::execute);
        database.execute("ALTER ROLE " + name + " WITH PASSWORD = '" + SECRET + "cassandra' AND LOGIN = true");
    }

    /** Returns the statements of the file that ships, for this keyspace. */
    List<String> roleStatements() {
        return administrator.roleStatements().stream()
                .map(statement ->
                        statement.replace("KEYSPACE assets", "KEYSPACE " + name).replace("reprise", name))
                .toList();
    }

    String user(ServiceKind kind) {
        return prefix() + SecuredStack.user(kind);
    }

    /** Starts an instance, which logs in by its password, and returns at once. */
    LocalService start(ServiceKind kind) {
        return start(kind, Map.of("kafka.sasl.jaas.config-file", login(kind)));
    }

    /** Returns the file by which a service logs in with its password. */
    String login(ServiceKind kind) {
        return secret(kind.module(), SecuredStack.jaas(user(kind), SECRET + kind.module()));
    }

    /**
     * Starts an instance and returns at once.
     *
     * @param login settings that take the place of those of all instances
     */
    LocalService start(ServiceKind kind, Map<String, String> login) {
        Map<String, String> configuration = new HashMap<>(settings);
        configuration.putAll(login);
        List<String> options = new ArrayList<>(JVM);
        String tokens = login.get("kafka.sasl.oauthbearer.token.endpoint.url");
        if (tokens != null) {
            options.add("-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + tokens);
        }
        String instance = name + "-" + kind.module() + "-" + started++;
        LocalService service = LocalService.start(
                new LocalService.Start(kind, Deployment.checkout(), instance, Deployment.logs(), options),
                configuration);
        services.add(service);
        return service;
    }

    /** Returns the instances, in the order of their starts. */
    List<LocalService> services() {
        return services;
    }

    /** Waits until an instance is not ready for a reason. */
    static void awaitReason(LocalService service, String reason) {
        awaitReason(service, reason, said -> said.contains(reason));
    }

    static void awaitReason(LocalService service, String what, Predicate<String> wanted) {
        Awaitility.await(service.process().name() + ": " + what)
                .atMost(Deployment.READY_WITHIN)
                .until(() -> reason(service), said -> said.filter(wanted).isPresent());
    }

    /** Returns what readiness says; empty while it is up, or does not answer. */
    static Optional<String> reason(LocalService service) {
        return service.get("/q/health/ready")
                .filter(answer -> answer.statusCode() == 503)
                .map(HttpResponse::body);
    }

    /** Returns where commands connect, as the user of operators. */
    KafkaAddress operatorAddress() {
        return new KafkaAddress(
                servers.kafkaAddress(),
                new Topics(prefix()),
                Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config", SecuredStack.jaas(operator(), SECRET + "operator"),
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", servers.authority().toString()));
    }

    /** Makes the user of operators. */
    void createOperator() {
        administrator.createUser(operator(), SECRET + "operator");
    }

    String operator() {
        return prefix() + OPERATOR;
    }

    void post(String job, String request) {
        try (var deployment = new KafkaDeployment(operatorAddress(), System::nanoTime)) {
            deployment.post(job, request.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Waits for a state of a job. */
    Job awaitJob(String job, Predicate<Job> wanted) {
        try (var deployment = new KafkaDeployment(operatorAddress(), System::nanoTime)) {
            return Awaitility.await("job " + job)
                    .atMost(Deployment.READY_WITHIN)
                    .until(() -> newest(deployment, job), found -> found.filter(wanted)
                            .isPresent())
                    .orElseThrow();
        }
    }

    Job awaitEnd(String job) {
        return awaitJob(job, found -> found.state().isFinal());
    }

    private static Optional<Job> newest(KafkaDeployment deployment, String job) {
        try (JobFeed feed = deployment.jobs(job)) {
            return feed.catchUp().jobs().stream().reduce((first, second) -> second);
        }
    }

    /** Returns a file that holds a secret. */
    String secret(String file, String secret) {
        try {
            return Files.writeString(folder.resolve(file), secret + "\n").toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        services.forEach(LocalService::close);
        database.close();
        administrator.close();
    }
}

package dev.reprise.demo.secured;

import dev.reprise.assets.AssetTables;
import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.demo.kafka.StackAdministrator;
import dev.reprise.localstack.gate.GateUsers;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.stack.LocalStackOptions;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.localstack.tls.Passwords;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What clients of a secured stack need: users with the rights of {@code deploy/access}, and a folder of files that only this
 * user may read. Passwords are made anew each time.
 *
 * <p>Threading: one thread.
 */
public final class SecuredStack {

    private static final String OPERATOR = "reprise-operator";
    private static final String ROLE = "reprise";

    /** The user that every new Cassandra has. */
    private static final String SUPERUSER = "cassandra";

    private static final String ELASTICSEARCH_ADMINISTRATOR = "elastic";

    private static final int PARTITIONS = 8;

    private final String kafka;
    private final String elasticsearch;
    private final LocalStackOptions options;
    private final Path folder;
    private final Path authority;
    private final AssetDatabase database;

    private SecuredStack(Servers servers, LocalStackOptions options, AssetTables tables) {
        this.kafka = servers.kafka();
        this.elasticsearch = servers.elasticsearch();
        this.options = options;
        this.folder = folder(options.workFolder());
        Certificates certificates = Certificates.in(LocalStack.certificates(options));
        this.authority = folder.resolve("ca.crt");
        makeFolder();
        write("ca.crt", text(certificates.authority()));
        var tls = TlsContext.of(new TlsFiles(authority, null, null, null, true));
        this.database = AssetDatabase.openSecured(SUPERUSER, SUPERUSER, tls, servers.cassandra(), tables);
    }

    /**
     * Where the servers are.
     *
     * @param kafka as {@code host:port}
     * @param cassandra as {@code host:port}
     * @param elasticsearch as {@code host:port}
     */
    public record Servers(String kafka, String cassandra, String elasticsearch) {}

    /** Returns the folder of the files of clients, below the folder of a stack. */
    public static Path folder(Path workFolder) {
        return workFolder.resolve("clients");
    }

    /** Returns the file for the commands, below the folder of a stack. */
    public static Path clientProperties(Path workFolder) {
        return folder(workFolder).resolve("client.properties");
    }

    /**
     * Makes topics, tables, users and files.
     *
     * @param options of the stack, which runs
     * @param access the folder {@code deploy/access}
     */
    public static SecuredStack prepare(Servers servers, LocalStackOptions options, Path access, AssetTables tables) {
        var prepared = new SecuredStack(servers, options, tables);
        try (var administrator = new StackAdministrator(options, access, "")) {
            administrator.createTopics(PARTITIONS);
            for (ServiceKind kind : ServiceKind.NEEDED) {
                prepared.write(kind.module() + ".jaas", prepared.makeUser(administrator, user(kind)));
            }
            prepared.write("client.properties", prepared.clientProperties(prepared.makeUser(administrator, OPERATOR)));
            administrator.grant(administrator.rights());
            prepared.database.createTables();
            administrator.roleStatements().forEach(prepared.database::execute);
            String password = Passwords.fresh();
            prepared.database.execute("ALTER ROLE " + ROLE + " WITH PASSWORD = '" + password + "' AND LOGIN = true");
            prepared.write("cassandra-password", password);
        }
        prepared.prepareElasticsearch(access);
        return prepared;
    }

    /** An administrator, and the role that ships with an API key for who has it. */
    private void prepareElasticsearch(Path access) {
        String password = Passwords.fresh();
        String apiKey = Passwords.fresh();
        GateUsers.NONE
                .withAdministrator(ELASTICSEARCH_ADMINISTRATOR, password)
                .withRoles(access.resolve("elasticsearch-role.json"))
                .withApiKey(apiKey, user(ServiceKind.ID_PRODUCER))
                .write(LocalStack.elasticsearchUsers(options));
        write("elasticsearch-password", password);
        write("elasticsearch-api-key", apiKey);
    }

    /** Returns a session of the administrator of Cassandra, with the tables; the caller's to close. */
    public AssetDatabase database() {
        return database;
    }

    /** Returns the folder of the files: {@code client.properties} for the commands, and what the services read. */
    public Path folder() {
        return folder;
    }

    /** Returns the configuration of a service. Its secrets are in files. */
    public Map<String, String> settings(ServiceKind kind) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kafka.security.protocol", "SASL_SSL");
        settings.put("kafka.sasl.mechanism", "SCRAM-SHA-512");
        settings.put("kafka.sasl.jaas.config-file", file(kind.module() + ".jaas"));
        settings.put("kafka.ssl.truststore.type", "PEM");
        settings.put("kafka.ssl.truststore.location", authority.toString());
        settings.put("reprise.topics.create", "false");
        settings.put("reprise.cassandra.username", ROLE);
        settings.put("reprise.cassandra.password-file", file("cassandra-password"));
        settings.put("reprise.cassandra.ssl.enabled", "true");
        settings.put("reprise.cassandra.ssl.truststore", authority.toString());
        if (kind == ServiceKind.ID_PRODUCER) {
            settings.put("reprise.elasticsearch.hosts", "https://" + elasticsearch);
            settings.put("reprise.elasticsearch.api-key-file", file("elasticsearch-api-key"));
            settings.put("reprise.elasticsearch.ssl.enabled", "true");
            settings.put("reprise.elasticsearch.ssl.truststore", authority.toString());
        }
        return settings;
    }

    /** Returns the settings of a client of Kafka with the rights of an operator. */
    public Map<String, Object> operator() {
        Map<String, Object> settings = new LinkedHashMap<>();
        text(folder.resolve("client.properties")).lines().forEach(line -> {
            int end = line.indexOf('=');
            settings.put(line.substring(0, end), line.substring(end + 1));
        });
        return settings;
    }

    /** Returns where the administrator of Kafka connects. */
    public String administratorAddress() {
        return String.valueOf(administrator().get("bootstrap.servers"));
    }

    /** Returns the settings of a client of Kafka with every right. */
    public Map<String, Object> administrator() {
        return StackAdministrator.settings(options);
    }

    /** Returns the user of Kafka that a service is. */
    public static String user(ServiceKind kind) {
        return kind == ServiceKind.ID_PRODUCER ? "reprise-id-producer" : "reprise-worker";
    }

    /** Returns the login of a user of Kafka as its clients want it. */
    public static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    private String clientProperties(String jaas) {
        return String.join(
                "\n",
                "bootstrap.servers=" + kafka,
                "security.protocol=SASL_SSL",
                "sasl.mechanism=SCRAM-SHA-512",
                "sasl.jaas.config=" + jaas,
                "ssl.truststore.type=PEM",
                "ssl.truststore.location=" + authority);
    }

    private String makeUser(StackAdministrator administrator, String user) {
        String password = Passwords.fresh();
        administrator.createUser(user, password);
        return jaas(user, password);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void makeFolder() {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make " + folder, failed);
        }
    }

    private void write(String name, String content) {
        Path file = folder.resolve(name);
        try {
            Files.writeString(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }
}

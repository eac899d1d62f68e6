package dev.reprise.endtoend.security;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.demo.kafka.StackAdministrator;
import dev.reprise.endtoend.stack.StackFolders;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.stack.LocalStackOptions;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.nio.file.Path;

/**
 * A secured stack that knows no user but its administrators.
 *
 * <p>Threading: one thread.
 */
final class SecuredServers implements AutoCloseable {

    private final LocalStack stack;
    private final Path authority;
    private final StackAdministrator administrator;
    private final AssetDatabase database;

    /** Starts the servers. */
    SecuredServers(String name, Path checkout) {
        LocalStackOptions options = StackFolders.fresh(name)
                .withServers(ServerKind.KAFKA, ServerKind.CASSANDRA)
                .secured();
        this.stack = LocalStack.start(options);
        this.authority = Certificates.in(LocalStack.certificates(options)).authority();
        this.administrator = new StackAdministrator(options, checkout.resolve("deploy/access"));
        this.database = AssetDatabase.openSecured(
                "cassandra",
                "cassandra",
                TlsContext.of(new TlsFiles(authority, null, null, null, true)),
                stack.cassandra().address(),
                AssetTables.of("assets", Layout.BUCKETED));
    }

    String kafkaAddress() {
        return stack.kafka().address();
    }

    String cassandraAddress() {
        return stack.cassandra().address();
    }

    Path authority() {
        return authority;
    }

    StackAdministrator administrator() {
        return administrator;
    }

    AssetDatabase database() {
        return database;
    }

    /** Makes the role of the services by the file that ships. */
    void createRole(String password) {
        administrator.roleStatements().forEach(database::execute);
        database.execute("ALTER ROLE reprise WITH PASSWORD = '" + password + "' AND LOGIN = true");
    }

    @Override
    public void close() {
        database.close();
        administrator.close();
        stack.close();
    }
}

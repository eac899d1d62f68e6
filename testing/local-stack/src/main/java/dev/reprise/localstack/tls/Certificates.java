package dev.reprise.localstack.tls;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.server.ServerStartException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An authority of its own and the certificates that it signs, made by the {@code keytool} of the JDK that we run on. All
 * files are in one folder that only this user may read. They share one password, which is chosen anew for each folder.
 *
 * <p>Threading: one thread.
 */
public final class Certificates {

    /** For the name and the address by which the servers of this machine are reached. */
    public static final String LOCALHOST = "dns:localhost,ip:127.0.0.1";

    private static final String AUTHORITY = "authority";
    private static final String PASSWORD_VARIABLE = "REPRISE_STORE_PASSWORD";

    /** One call takes a second; a busy machine takes many times as long. */
    private static final Duration CALL_WITHIN = Duration.ofMinutes(1);

    private final Path folder;
    private final String password;

    private Certificates(Path folder, String password) {
        this.folder = folder;
        this.password = password;
    }

    /** Makes an authority in a folder, or takes up the one that an earlier run made there. */
    public static Certificates in(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Path passwordFile = folder.resolve("store-password");
            if (Files.exists(passwordFile)) {
                return new Certificates(folder, Files.readString(passwordFile));
            }
            var made = new Certificates(folder, Passwords.fresh());
            made.makeAuthority();
            // Last: who finds it finds a whole authority.
            Files.writeString(passwordFile, made.password);
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make certificates in " + folder, failed);
        }
    }

    /** Returns the folder of all files. */
    Path folder() {
        return folder;
    }

    /** Returns the file of the authority's certificate, PEM. */
    public Path authority() {
        return folder.resolve(AUTHORITY + ".pem");
    }

    /** Returns the same as a PKCS12 truststore. */
    public Path truststore() {
        return folder.resolve("truststore.p12");
    }

    /** Returns the password of every PKCS12 file. */
    public String password() {
        return password;
    }

    /**
     * Returns a key and its certificate, as a PKCS12 file; made when it is not there.
     *
     * @param name of the file and of the one that is certified
     * @param names for which it counts, as {@code keytool} takes them, such as {@link #LOCALHOST}
     */
    public Path identity(String name, String names) {
        return identity(name, names, List.of("-validity", "3650"));
    }

    /** Returns a key with a certificate for this machine that was valid until some days ago. */
    public Path expired(String name) {
        return identity(name, LOCALHOST, List.of("-startdate", "-10d", "-validity", "2"));
    }

    private Path identity(String name, String names, List<String> validity) {
        Path store = folder.resolve(name + ".p12");
        if (Files.exists(store)) {
            return store;
        }
        Path fresh = folder.resolve(name + ".new.p12");
        Path request = folder.resolve(name + ".csr");
        Path signed = folder.resolve(name + ".pem");
        keytool(List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC"), fresh);
        keytool(List.of("-certreq", "-alias", name, "-file", request.toString()), fresh);
        List<String> sign = new ArrayList<>(List.of("-gencert", "-alias", AUTHORITY, "-rfc", "-ext", "san=" + names));
        sign.addAll(List.of("-infile", request.toString(), "-outfile", signed.toString()));
        sign.addAll(validity);
        keytool(sign, folder.resolve(AUTHORITY + ".p12"));
        importInto(fresh, AUTHORITY, authority());
        importInto(fresh, name, signed);
        try {
            return Files.move(fresh, store);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make " + store, failed);
        }
    }

    private void makeAuthority() {
        Path store = folder.resolve(AUTHORITY + ".p12");
        List<String> made =
                new ArrayList<>(List.of("-genkeypair", "-alias", AUTHORITY, "-dname", "CN=reprise-authority"));
        made.addAll(List.of("-keyalg", "EC", "-ext", "bc:c", "-validity", "3650"));
        keytool(made, store);
        keytool(
                List.of(
                        "-exportcert",
                        "-alias",
                        AUTHORITY,
                        "-rfc",
                        "-file",
                        authority().toString()),
                store);
        importInto(truststore(), AUTHORITY, authority());
    }

    private void importInto(Path store, String alias, Path certificate) {
        keytool(List.of("-importcert", "-noprompt", "-alias", alias, "-file", certificate.toString()), store);
    }

    /** The password goes by the environment, since everybody may see the arguments of a process. */
    private void keytool(List<String> arguments, Path store) {
        String program = String.join(File.separator, System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass:env", PASSWORD_VARIABLE));
        try (ChildProcess call = ChildProcess.builder("keytool", command)
                .environment(Map.of(PASSWORD_VARIABLE, password))
                .logFile(folder.resolve("keytool.log"))
                .start()) {
            if (!call.awaitExit(CALL_WITHIN) || call.exitCode().orElse(1) != 0) {
                throw ServerStartException.of(call, "could not make a certificate");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("interrupted while certificates were made", interrupted);
        }
    }
}

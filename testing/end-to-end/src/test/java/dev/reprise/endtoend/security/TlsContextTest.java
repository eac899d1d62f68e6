package dev.reprise.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.common.tls.WrongFileException;
import dev.reprise.localstack.tls.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextTest {

    @TempDir
    private static Path folder;

    private static Certificates ours;
    private static Path identity;

    @BeforeAll
    static void makeCertificates() {
        ours = Certificates.in(folder.resolve("ours"));
        identity = ours.identity("client", Certificates.LOCALHOST);
    }

    @Test
    void should_connect_when_files_are_pkcs12_or_pem() throws Exception {
        // given
        Path pem = pem();

        // when / then
        try (TlsServer server = TlsServer.with(identity, ours.password(), ours.authority())) {
            connect(server, files(ours.truststore(), ours.password(), identity, ours.password()));
            connect(server, files(ours.authority(), null, pem, null));
        }
    }

    @Test
    void should_say_why_when_a_file_cannot_be_used() throws IOException {
        // given
        Path rubbish = Files.writeString(folder.resolve("rubbish"), "rubbish");
        Path none = folder.resolve("none");

        // when / then
        assertRefused(files(none, null, null, null), WrongFileException.Role.TRUSTSTORE, "there is no such file");
        assertRefused(
                files(rubbish, null, null, null),
                WrongFileException.Role.TRUSTSTORE,
                "is neither PEM nor PKCS12 that can be read");
        assertRefused(
                files(ours.truststore(), "wrong", null, null),
                WrongFileException.Role.TRUSTSTORE,
                "its password is wrong");
        assertRefused(
                files(null, null, ours.authority(), null),
                WrongFileException.Role.KEYSTORE,
                "has no key of the form BEGIN PRIVATE KEY (PKCS8)");
        assertRefused(
                files(null, null, ours.truststore(), ours.password()), WrongFileException.Role.KEYSTORE, "has no key");
    }

    @Test
    void should_read_files_again_when_they_have_changed() throws IOException {
        // given
        Path truststore = Files.copy(ours.authority(), folder.resolve("renewed.pem"));
        TlsContext context = TlsContext.of(files(truststore, null, null, null));
        SSLContext before = context.current();
        assertThat(context.current()).isSameAs(before);

        // when
        Files.writeString(truststore, "half of a");
        Files.setLastModifiedTime(truststore, FileTime.fromMillis(1_000));
        SSLContext meanwhile = context.current();
        Files.writeString(truststore, Files.readString(ours.authority()));
        Files.setLastModifiedTime(truststore, FileTime.fromMillis(2_000));

        // then
        assertThat(meanwhile).isSameAs(before);
        assertThat(context.current()).isNotSameAs(before);
    }

    @Test
    void should_not_show_passwords_when_printed() {
        // when / then
        assertThat(files(ours.truststore(), "hush", identity, "hush").toString())
                .doesNotContain("hush");
    }

    private static void connect(TlsServer server, TlsFiles files) throws IOException {
        try (var socket = (SSLSocket)
                TlsContext.of(files).current().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.startHandshake();
            assertThat(socket.getSession().isValid()).isTrue();
        }
    }

    private static void assertRefused(TlsFiles files, WrongFileException.Role role, String reason) {
        assertThatThrownBy(() -> TlsContext.of(files))
                .isInstanceOfSatisfying(WrongFileException.class, wrong -> assertThat(wrong.role())
                        .isEqualTo(role))
                .hasMessage(reason);
    }

    private static TlsFiles files(
            @Nullable Path truststore,
            @Nullable String truststorePassword,
            @Nullable Path keystore,
            @Nullable String keystorePassword) {
        return new TlsFiles(truststore, truststorePassword, keystore, keystorePassword, true);
    }

    /** The key and its certificates as cert-manager and others give them out. */
    private static Path pem() throws Exception {
        char[] password = ours.password().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(identity)) {
            store.load(content, password);
        }
        Key key = store.getKey("client", password);
        StringBuilder pem = new StringBuilder("-----BEGIN PRIVATE KEY-----\n")
                .append(Base64.getMimeEncoder().encodeToString(key.getEncoded()))
                .append("\n-----END PRIVATE KEY-----\n");
        for (var certificate : store.getCertificateChain("client")) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(folder.resolve("client.pem"), pem);
    }
}

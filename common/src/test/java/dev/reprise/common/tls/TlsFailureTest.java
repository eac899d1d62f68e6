package dev.reprise.common.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TlsFailureTest {

    @Test
    void should_say_the_deepest_reason_in_words() {
        assertThat(words(new CertPathBuilderException("unable to find valid certification path")))
                .isEqualTo("its certificate is not signed by an authority in the.key");
        assertThat(words(new CertPathValidatorException(
                        "signature check failed", null, null, -1, BasicReason.INVALID_SIGNATURE)))
                .isEqualTo("its certificate is not signed by an authority in the.key");
        assertThat(words(new CertificateExpiredException("NotAfter: yesterday")))
                .isEqualTo("its certificate has expired (NotAfter: yesterday)");
        assertThat(words(new CertificateNotYetValidException("NotBefore: tomorrow")))
                .isEqualTo("its certificate is not valid yet (NotBefore: tomorrow)");
        assertThat(words(new SSLHandshakeException("No name matching a found")))
                .isEqualTo("its certificate is not for this host name (No name matching a found)");
        assertThat(words(new SSLHandshakeException("Received fatal alert: bad_certificate")))
                .isEqualTo("it refuses the certificate of this client (Received fatal alert: bad_certificate)");
        assertThat(words(new SSLException("Unsupported or unrecognized SSL message")))
                .isEqualTo("it does not speak TLS on this port");
        assertThat(words(new SSLHandshakeException("no cipher suites in common")))
                .isEqualTo("the TLS handshake failed (no cipher suites in common)");
    }

    @Test
    void should_say_nothing_when_no_handshake_failed() {
        assertThat(TlsFailure.words(new IOException("Connection refused"), "the.key"))
                .isEmpty();
    }

    @Test
    void should_end_when_causes_go_round() {
        var first = new IllegalStateException("a");
        first.initCause(new IllegalStateException("b", first));

        assertThat(TlsFailure.words(first, "the.key")).isEmpty();
    }

    private static String words(Exception reason) {
        return TlsFailure.words(
                        new IOException("wrapped", new SSLHandshakeException("failed").initCause(reason)), "the.key")
                .orElseThrow();
    }
}

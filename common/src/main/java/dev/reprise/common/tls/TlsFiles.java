package dev.reprise.common.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files that a TLS connection needs, each PEM or PKCS12.
 *
 * <p>Threading: immutable.
 *
 * @param truststore certificates of the authorities that servers are trusted by; {@code null} for those of the JDK
 * @param truststorePassword of a PKCS12 file; {@code null} for none
 * @param keystore key and certificates of this client; {@code null} for none
 * @param keystorePassword of a PKCS12 file; {@code null} for none
 * @param hostnameVerification whether the certificate of a server must be for the name that it is reached by
 */
public record TlsFiles(
        @Nullable Path truststore,
        @Nullable String truststorePassword,
        @Nullable Path keystore,
        @Nullable String keystorePassword,
        boolean hostnameVerification) {

    /** Returns the files without what is secret. */
    @Override
    public String toString() {
        return "TlsFiles[truststore=" + truststore + ", keystore=" + keystore + ", hostnameVerification="
                + hostnameVerification + "]";
    }
}

package dev.reprise.common.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys and certificates from a file of either form: PEM when it contains {@code -----BEGIN}, PKCS12 otherwise.
 *
 * <p>Threading: stateless.
 */
final class KeyMaterial {

    private static final Pattern SECTION =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private static final char[] NO_PASSWORD = {};

    private KeyMaterial() {}

    /**
     * Reads the authorities that a truststore holds.
     *
     * @throws IllegalArgumentException that says in words why the file cannot be used, without its name
     */
    static KeyStore authorities(Path file, @Nullable String password) {
        return read(file, password, false);
    }

    /**
     * Reads a key and its certificates. The key in the store that is returned has the same password.
     *
     * @throws IllegalArgumentException that says in words why the file cannot be used, without its name
     */
    static KeyStore identity(Path file, @Nullable String password) {
        return read(file, password, true);
    }

    static char[] characters(@Nullable String password) {
        return password == null ? NO_PASSWORD : password.toCharArray();
    }

    private static KeyStore read(Path file, @Nullable String password, boolean identity) {
        byte[] content = content(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            if (!text.contains("-----BEGIN ")) {
                // Without a password the JDK reads the certificates of such a file, unless they are encrypted.
                store.load(new ByteArrayInputStream(content), password == null ? null : password.toCharArray());
            } else if (identity) {
                fillIdentity(store, text, password);
            } else {
                fillAuthorities(store, text);
            }
            require(store, identity);
            return store;
        } catch (IOException e) {
            boolean wrongPassword = e.getCause() instanceof UnrecoverableKeyException;
            throw new IllegalArgumentException(
                    wrongPassword ? "its password is wrong" : "is neither PEM nor PKCS12 that can be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException("this user may not read the file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read", e);
        }
    }

    private static void fillAuthorities(KeyStore store, String text) throws IOException, GeneralSecurityException {
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates(text)) {
            store.setCertificateEntry("authority-" + number, certificate);
            number++;
        }
    }

    private static void fillIdentity(KeyStore store, String text, @Nullable String password)
            throws IOException, GeneralSecurityException {
        store.load(null, null);
        List<Certificate> chain = certificates(text);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("has no certificate");
        }
        store.setKeyEntry("client", key(text), characters(password), chain.toArray(Certificate[]::new));
    }

    private static List<Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory x509 = CertificateFactory.getInstance("X.509");
        List<Certificate> found = new ArrayList<>();
        for (Matcher section = SECTION.matcher(text); section.find(); ) {
            if (section.group(1).endsWith("CERTIFICATE")) {
                found.add(x509.generateCertificate(new ByteArrayInputStream(decoded(section))));
            }
        }
        return found;
    }

    private static PrivateKey key(String text) throws GeneralSecurityException {
        for (Matcher section = SECTION.matcher(text); section.find(); ) {
            if (section.group(1).equals("PRIVATE KEY")) {
                return key(decoded(section));
            }
        }
        throw new IllegalArgumentException(
                text.contains("ENCRYPTED PRIVATE KEY")
                        ? "its key is encrypted, which is read from PKCS12 only"
                        : "has no key of the form BEGIN PRIVATE KEY (PKCS8)");
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // It is a key of another algorithm.
            }
        }
        throw new IllegalArgumentException("its key is none of " + KEY_ALGORITHMS);
    }

    private static byte[] decoded(Matcher section) {
        return Base64.getMimeDecoder().decode(section.group(2));
    }

    private static void require(KeyStore store, boolean identity) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (identity ? store.isKeyEntry(alias) : store.isCertificateEntry(alias)) {
                return;
            }
        }
        throw new IllegalArgumentException(
                identity
                        ? "has no key"
                        : "has no certificate of an authority that can be read; a PKCS12 file needs its password");
    }
}

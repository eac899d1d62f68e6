package dev.reprise.localstack.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A provider of identities in small: it signs tokens (JWT, RFC 7519) by RS256 and publishes its key (JWKS, RFC 7517) as a file.
 *
 * <p>Threading: one thread.
 */
public final class TokenIssuer {

    private static final int KEY_BITS = 2048;

    private final Path folder;

    private TokenIssuer(Path folder) {
        this.folder = folder;
    }

    /** Makes a key in a folder, or takes up the one that is there. */
    public static TokenIssuer in(Path folder) {
        var issuer = new TokenIssuer(folder);
        // Last: who finds it finds a whole issuer.
        if (!Files.exists(issuer.keys())) {
            issuer.makeKey();
        }
        return issuer;
    }

    /** Returns the file of the published key. */
    public Path keys() {
        return folder.resolve("jwks.json");
    }

    /**
     * Returns a token for Kafka.
     *
     * @param subject the user
     * @param now when it is issued
     * @param lifetime after which it is no longer good
     */
    public String token(String subject, Instant now, Duration lifetime) {
        String content = "{\"sub\":\"" + subject + "\",\"aud\":\"kafka\",\"scope\":\"kafka\",\"iat\":"
                + now.getEpochSecond() + ",\"exp\":" + now.plus(lifetime).getEpochSecond() + "}";
        String signed = encoded("{\"alg\":\"RS256\",\"kid\":\"1\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "." + encoded(content.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey());
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException("cannot sign a token", failed);
        }
    }

    private void makeKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair pair = generator.generateKeyPair();
            var key = (RSAPublicKey) pair.getPublic();
            Files.write(privateKeyFile(), pair.getPrivate().getEncoded());
            Files.writeString(
                    keys(),
                    "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"1\",\"alg\":\"RS256\",\"use\":\"sig\",\"n\":\""
                            + number(key.getModulus()) + "\",\"e\":\"" + number(key.getPublicExponent()) + "\"}]}");
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException("cannot make a key in " + folder, failed);
        }
    }

    private PrivateKey privateKey() throws GeneralSecurityException, IOException {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(privateKeyFile())));
    }

    private Path privateKeyFile() {
        return folder.resolve("token-issuer.key");
    }

    /** Without the byte for the sign. */
    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return encoded(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

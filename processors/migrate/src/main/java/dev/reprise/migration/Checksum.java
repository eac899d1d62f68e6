package dev.reprise.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.migration.files.SourceFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** sha-256 in hex. Stateless. */
final class Checksum {

    private Checksum() {}

    /**
     * Of a file and the others it is made of. Without others this is what {@code sha256sum} prints for the file, when
     * its line ends are {@code \n} and it has no byte order mark.
     */
    static String of(SourceFile file, Collection<SourceFile> others) {
        MessageDigest digest = sha256();
        digest.update(file.text().getBytes(UTF_8));
        others.stream().sorted(Comparator.comparing(SourceFile::path)).forEach(other -> {
            digest.update(("\0" + other.path() + "\0").getBytes(UTF_8));
            digest.update(other.text().getBytes(UTF_8));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of several byte arrays, one after the other. */
    static String of(List<byte[]> parts) {
        MessageDigest digest = sha256();
        parts.forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

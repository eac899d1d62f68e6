package dev.reprise.migration;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the migrations that are Java classes. Stateless. */
final class JavaMigrations {

    private static final String LANGUAGE = "java";
    private static final String SERVICE_FILE = "META-INF/services/" + JavaMigration.class.getName();

    /** More registered classes than this are not looked at: an iterator that only throws must not go on for ever. */
    private static final int CLASSES_MAX = 1_000;

    private JavaMigrations() {}

    static List<FoundMigration> find(ClassLoader classLoader, Problems problems) {
        List<FoundMigration> found = new ArrayList<>();
        Iterator<JavaMigration> services =
                ServiceLoader.load(JavaMigration.class, classLoader).iterator();
        for (int i = 0; i < CLASSES_MAX; i++) {
            try {
                if (!services.hasNext()) {
                    break;
                }
                found.add(read(services.next()));
            } catch (ServiceConfigurationError e) {
                problems.add(SERVICE_FILE, 1, String.valueOf(e.getMessage()));
            } catch (InvalidFileException e) {
                problems.addAll(e.problems());
            }
        }
        return found;
    }

    private static FoundMigration read(JavaMigration migration) throws InvalidFileException {
        Class<?> type = migration.getClass();
        String file = type.getName();
        try {
            MigrationId id = new MigrationId(migration.assetType(), migration.toVersion(), migration.name());
            MigrationOrigin origin = new MigrationOrigin(LANGUAGE, file, Checksum.of(classFiles(type)));
            // A copy, so that a migration which changes what it is given changes nothing of the caller's.
            Mapping mapping = payload -> migration.migrate(payload.deepCopy());
            return new FoundMigration(id, file, new MigrationStep(id, origin, mapping));
        } catch (IllegalArgumentException | NullPointerException | IOException e) {
            throw new InvalidFileException(file, 1, String.valueOf(e.getMessage()));
        }
    }

    /** The bytes of a class and of all classes written inside the same file, by name. */
    private static List<byte[]> classFiles(Class<?> type) throws IOException {
        Class<?>[] members = type.getNestMembers();
        Arrays.sort(members, Comparator.comparing(Class::getName));
        List<byte[]> files = new ArrayList<>();
        for (Class<?> member : members) {
            String name = member.getName().substring(member.getName().lastIndexOf('.') + 1) + ".class";
            try (InputStream content = member.getResourceAsStream(name)) {
                if (content == null) {
                    throw new IOException("the class file " + name + " cannot be read, so there is no checksum");
                }
                files.add(content.readAllBytes());
            }
        }
        return files;
    }
}

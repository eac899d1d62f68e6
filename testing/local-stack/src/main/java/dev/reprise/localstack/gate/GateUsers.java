package dev.reprise.localstack.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who may come through a gate, and what for. They stand in a file, so that another process than that of the gate can change
 * them.
 *
 * <p>Threading: immutable.
 *
 * @param credentials the header {@code Authorization}, and the role of who sends it
 * @param roles by name
 */
public record GateUsers(Map<String, String> credentials, Map<String, GateRole> roles) {

    /** Nobody. */
    public static final GateUsers NONE = new GateUsers(Map.of(), Map.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUPERUSER = "superuser";

    public GateUsers {
        credentials = Map.copyOf(credentials);
        roles = Map.copyOf(roles);
    }

    /** Adds a user who has everything. */
    public GateUsers withAdministrator(String user, String password) {
        return withRole(SUPERUSER, GateRole.SUPERUSER).withUser(user, password, SUPERUSER);
    }

    /** Adds a user with a password. */
    public GateUsers withUser(String user, String password, String role) {
        return with(basic(user, password), role);
    }

    /** Adds an API key, in its encoded form. */
    public GateUsers withApiKey(String key, String role) {
        return with("ApiKey " + key, role);
    }

    /** Adds a role, or changes it. */
    public GateUsers withRole(String name, GateRole role) {
        Map<String, GateRole> changed = new HashMap<>(roles);
        changed.put(name, role);
        return new GateUsers(credentials, changed);
    }

    /** Adds the roles of a file in the form of Elasticsearch's request {@code POST /_security/role}. */
    public GateUsers withRoles(Path file) {
        GateUsers changed = this;
        for (var role : read(file, RoleFile.class).roles().entrySet()) {
            changed = changed.withRole(role.getKey(), role.getValue());
        }
        return changed;
    }

    /** What the request has. */
    private record RoleFile(Map<String, GateRole> roles) {}

    /** Returns the users of a file; nobody when there is none. */
    public static GateUsers in(Path file) {
        return Files.exists(file) ? read(file, GateUsers.class) : NONE;
    }

    /** Lets these in from now on, and nobody else. */
    public void write(Path file) {
        try {
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "users", ".tmp");
            JSON.writeValue(fresh.toFile(), this);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    /** Returns the header of a user who has everything; empty where there is none. */
    public String administrator() {
        return credentials.entrySet().stream()
                .filter(user -> user.getValue().equals(SUPERUSER))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /** Returns the role of who sends a header. */
    Optional<GateRole> role(String authorization) {
        return Optional.ofNullable(credentials.get(authorization)).map(roles::get);
    }

    /** Returns the header of a user with a password. */
    public static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** Returns nothing that is secret. */
    @Override
    public String toString() {
        return "GateUsers" + roles.keySet();
    }

    private GateUsers with(String authorization, String role) {
        Map<String, String> changed = new HashMap<>(credentials);
        changed.put(authorization, role);
        return new GateUsers(changed, roles);
    }

    private static <T> T read(Path file, Class<T> type) {
        try {
            return JSON.readValue(file.toFile(), type);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }
}

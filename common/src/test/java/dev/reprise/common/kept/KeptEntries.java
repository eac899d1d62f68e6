package dev.reprise.common.kept;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the entries of all maps and collections that objects of ours hold, however deep, by the field that holds them. So a
 * test of what must not grow finds a map that somebody adds later, too.
 *
 * <p>Threading: one thread, while nobody changes the objects.
 */
public final class KeptEntries {

    private static final String OURS = "dev.reprise.";

    private final Map<String, Integer> byField = new TreeMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Held> open = new ArrayDeque<>();

    /** An object, and the field of ours through which it was found. */
    private record Held(String field, Object value) {}

    private KeptEntries() {}

    /**
     * Returns how many entries are held, by {@code Class.field}.
     *
     * @param test whose own fields do not count, although what it has made may refer to it
     * @param roots what is looked into
     */
    public static Map<String, Integer> of(Object test, Collection<?> roots) {
        var kept = new KeptEntries();
        kept.seen.add(test);
        roots.forEach(root -> kept.find("root", root));
        while (!kept.open.isEmpty()) {
            kept.look(kept.open.removeLast());
        }
        return kept.byField;
    }

    /** Returns the fields that hold more than before, with the difference. */
    public static Map<String, Integer> grown(Map<String, Integer> before, Map<String, Integer> after) {
        Map<String, Integer> grown = new TreeMap<>();
        after.forEach((field, entries) -> {
            int more = entries - before.getOrDefault(field, 0);
            if (more > 0) {
                grown.put(field, more);
            }
        });
        return grown;
    }

    private void find(String field, @Nullable Object value) {
        if (value != null && seen.add(value)) {
            open.add(new Held(field, value));
        }
    }

    private void look(Held held) {
        if (held.value() instanceof Map<?, ?> map) {
            count(held.field(), map.size());
            List.copyOf(map.keySet()).forEach(key -> find(held.field(), key));
            List.copyOf(map.values()).forEach(value -> find(held.field(), value));
        } else if (held.value() instanceof Collection<?> collection) {
            count(held.field(), collection.size());
            collection.forEach(element -> find(held.field(), element));
        } else if (held.value() instanceof Optional<?> optional) {
            optional.ifPresent(value -> find(held.field(), value));
        } else if (held.value() instanceof Object[] array) {
            Arrays.stream(array).forEach(element -> find(held.field(), element));
        } else if (held.value().getClass().getName().startsWith(OURS)) {
            fieldsOf(held.value());
        }
    }

    private void count(String field, int entries) {
        byField.merge(field, entries, Integer::sum);
    }

    private void fieldsOf(Object owner) {
        for (Class<?> type = owner.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                boolean isHeld = !Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive();
                if (isHeld && type.getName().startsWith(OURS)) {
                    find(type.getSimpleName() + "." + field.getName(), valueOf(field, owner));
                }
            }
        }
    }

    private static @Nullable Object valueOf(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new AssertionError("a field of ours can be read: " + field, e);
        }
    }
}

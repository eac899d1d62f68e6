package dev.reprise.processor;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The asset types of a selection. */
public sealed interface AssetTypes {

    /** The selection is of every type. */
    AssetTypes EVERY = new Every();

    /** The types are known when the job is judged beside the others: those of another job's dead letters. */
    AssetTypes UNKNOWN = new Unknown();

    /** Makes the types of a selection that names some; of every type where it names none. */
    static AssetTypes of(Collection<String> names) {
        return names.isEmpty() ? EVERY : new Named(new TreeSet<>(names));
    }

    /** Some types. */
    record Named(Set<String> names) implements AssetTypes {
        public Named {
            names = java.util.Collections.unmodifiableSet(new TreeSet<>(names));
        }
    }

    /** Every type. */
    record Every() implements AssetTypes {}

    /** Types that are not known yet. */
    record Unknown() implements AssetTypes {}
}

package dev.reprise.idproducer.intake;

import dev.reprise.common.request.Reasons;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What this deployment serves, whoever asks: limits that an operator sets. Commands to jobs are not limited, since a job that
 * is there was allowed.
 *
 * <p>Threading: immutable.
 *
 * @param types asset types; empty for all
 * @param processors names of processors; empty for all
 * @param modes modes; empty for all
 */
public record AllowedRequests(Optional<Names> types, Optional<Names> processors, Optional<Names> modes) {

    /** No limits. */
    public static final AllowedRequests ALL = new AllowedRequests(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A list of names.
     *
     * @param all at least one
     */
    public record Names(Set<String> all) {
        public Names {
            all = Set.copyOf(all);
        }

        /**
         * Reads names with commas between them.
         *
         * @throws IllegalArgumentException if one is empty
         */
        public static Names of(String text) {
            List<String> names =
                    Arrays.stream(text.split(",", -1)).map(String::trim).toList();
            if (names.contains("")) {
                throw new IllegalArgumentException("must be names with commas between them, and one is empty");
            }
            return new Names(Set.copyOf(names));
        }

        private String words() {
            return String.join(", ", new TreeSet<>(all));
        }
    }

    /** Returns why a job is not served, in words; empty when it is. */
    List<String> refusals(Request.Submit submit) {
        List<String> refusals = new ArrayList<>();
        types.ifPresent(allowed -> {
            // The dead letters of a job are of the types that it was allowed.
            boolean isOfOtherJob = submit.selector() instanceof Selector.DeadLettersOf;
            if (submit.selector().types().isEmpty() && !isOfOtherJob) {
                refusals.add("this deployment serves the asset types " + allowed.words() + " only; name them in"
                        + " 'selector.assetType'");
            }
            submit.selector().types().forEach(type -> refuse(refusals, "asset type", type, allowed));
        });
        processors.ifPresent(allowed ->
                submit.processor().steps().forEach(step -> refuse(refusals, "processor", step.name(), allowed)));
        modes.ifPresent(allowed -> refuse(refusals, "mode", submit.mode().word(), allowed));
        return refusals;
    }

    private static void refuse(List<String> refusals, String what, String name, Names allowed) {
        if (!allowed.all().contains(name)) {
            refusals.add("this deployment does not serve the " + what + " '" + Reasons.quoted(name) + "', but "
                    + allowed.words());
        }
    }
}

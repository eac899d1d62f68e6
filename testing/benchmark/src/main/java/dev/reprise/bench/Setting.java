package dev.reprise.bench;

/**
 * What contestants are compared under.
 *
 * @param layout {@code bucketed} or {@code indexed}
 * @param workers processes of the worker; threads, or as many times its threads, of a baseline
 * @param latencyMillis added to every request to the database
 */
public record Setting(String layout, int workers, int latencyMillis) {

    @Override
    public String toString() {
        return layout + ", " + workers + (workers == 1 ? " worker, " : " workers, ") + latencyMillis + " ms";
    }
}

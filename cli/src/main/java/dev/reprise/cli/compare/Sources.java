package dev.reprise.cli.compare;

import dev.reprise.common.setting.SettingSource;
import dev.reprise.elasticsearch.compare.Comparison;
import java.util.List;

/**
 * Opens what is compared.
 *
 * <p>Threading: one thread, which blocks.
 */
public interface Sources {

    /**
     * Connects to both.
     *
     * @param settings the keys of the services below {@code reprise.cassandra}, {@code .assets} and {@code .elasticsearch};
     *     mistakes are noted there
     * @param index name of an index or alias
     * @throws dev.reprise.cli.invocation.FailedException if one cannot be reached
     */
    Opened open(SettingSource settings, String index);

    /** Both, open. */
    interface Opened extends AutoCloseable {

        /**
         * Compares them; waits as long as that takes.
         *
         * @throws dev.reprise.cli.invocation.FailedException if one of them does not answer
         */
        Comparison.Verdict compare(List<String> assetTypes);

        @Override
        void close();
    }
}

package dev.reprise.demo;

import dev.reprise.common.job.Job;
import dev.reprise.common.request.Request;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.cassandra.AssetDatabase;

/**
 * Where a showcase finds the servers and the sample.
 *
 * <p>Threading: one thread.
 *
 * @param plan size and rates
 * @param checkout the sample's migrations, among other files
 * @param stack the servers
 * @param database the assets, as production sees them
 * @param sample what was loaded
 * @param kafka with the rights to read and make topics
 * @param jobs runs another job to its end
 */
record Stage(
        DemoPlan plan,
        Checkout checkout,
        LocalStack stack,
        AssetDatabase database,
        SampleAssets sample,
        KafkaAddress kafka,
        Jobs jobs) {

    /** Runs jobs. */
    @FunctionalInterface
    interface Jobs {

        /**
         * Posts a request and waits for the end of its job.
         *
         * @throws dev.reprise.cli.invocation.FailedException if it is refused or does not end
         */
        Job run(Request.Submit request);
    }
}

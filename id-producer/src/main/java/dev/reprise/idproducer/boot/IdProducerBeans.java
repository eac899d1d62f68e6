package dev.reprise.idproducer.boot;

import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.config.IdProducerSettings;
import dev.reprise.idproducer.intake.IntakeState;
import dev.reprise.idproducer.intake.RequestRefusal;
import dev.reprise.idproducer.plan.KnownTables;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.idproducer.query.NoQueryIndex;
import dev.reprise.idproducer.query.QueryIndex;
import dev.reprise.idproducer.query.elasticsearch.ElasticsearchQueryIndex;
import dev.reprise.processor.Processors;
import dev.reprise.service.boot.ServiceProcessors;
import dev.reprise.service.boot.ServiceState;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.WrongSettingsException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Gives Quarkus the parts of id-producer, and tells the service when to start and stop. */
@ApplicationScoped
public class IdProducerBeans {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Reads the configuration.
     *
     * @throws WrongSettingsException with every mistake
     */
    @Produces
    @Singleton
    IdProducerSettings settings() {
        ConfigurationReader reader = ServiceProcessors.configuration();
        IdProducerSettings read =
                IdProducerSettings.from(reader, Runtime.getRuntime().availableProcessors());
        reader.throwIfWrong();
        return read;
    }

    @Produces
    @Singleton
    Topics topics(IdProducerSettings settings) {
        return settings.service().topics();
    }

    /** What the channels of the intake connect by, in place of every variable of the environment that begins with KAFKA. */
    @Produces
    @Singleton
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka(IdProducerSettings settings) {
        return settings.service().kafka().client();
    }

    @Produces
    @Singleton
    KnownTables tables() {
        return new KnownTables();
    }

    @Produces
    @Singleton
    Processors processors() {
        return ServiceProcessors.load();
    }

    @Produces
    @Singleton
    ProcessorResolver resolver(Processors processors, KnownTables tables) {
        return ProcessorResolver.of(processors, tables);
    }

    @Produces
    @Singleton
    QueryIndex queries(IdProducerSettings settings) {
        return settings.elasticsearch().connection().hosts().isEmpty()
                ? new NoQueryIndex()
                : new ElasticsearchQueryIndex(settings.elasticsearch());
    }

    void close(@Disposes QueryIndex queries) {
        if (queries instanceof ElasticsearchQueryIndex elasticsearch) {
            elasticsearch.close();
        }
    }

    @Produces
    @Singleton
    RequestRefusal intake(IdProducerSettings settings, ProcessorResolver processors, QueryIndex queries) {
        return new RequestRefusal(settings.allowed(), processors, queries);
    }

    @Produces
    @Singleton
    IntakeState intakeState() {
        return new IntakeState();
    }

    @Produces
    @Singleton
    IdProducer idProducer(
            IdProducerSettings settings,
            Processors processors,
            ProcessorResolver resolver,
            Clock clock,
            MeterRegistry metrics,
            QueryIndex queries,
            IntakeState intake,
            KnownTables tables) {
        var judges = new IdProducer.Judges(processors, resolver, queries, tables);
        return new IdProducer(settings, judges, clock, metrics, intake);
    }

    @Produces
    @Singleton
    ServiceState state(IdProducer service) {
        return service.state();
    }

    void start(@Observes StartupEvent event, IdProducer service) {
        service.start();
    }

    void stop(@Observes ShutdownEvent event, IdProducer service) {
        service.stop();
    }
}

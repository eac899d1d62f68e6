package dev.reprise.worker.topology.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.processor.internals.StreamTask;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.junit.jupiter.api.Test;

/**
 * What the engine uses of Kafka's internals is as it was. What they do is tested with a broker; this tells at once what an
 * upgrade has changed, also where Java would bind to something else without a word.
 */
class KafkaInternalsTest {

    @Test
    void should_have_these_methods_and_no_others_when_a_store_is_cached() {
        assertThat(Arrays.stream(CachedStateStore.class.getDeclaredMethods()).map(Method::getName))
                .containsExactlyInAnyOrder("setFlushListener", "flushCache", "clearCache");
        assertThat(methods(CachedStateStore.class, "flushCache")).containsExactly("void()");
        assertThat(methods(CachedStateStore.class, "clearCache")).containsExactly("void()");
        assertThat(methods(CachedStateStore.class, "setFlushListener"))
                .containsExactly("boolean(" + CacheFlushListener.class.getName() + ",boolean)");
    }

    @Test
    void should_let_node_and_record_be_set_when_something_is_forwarded_outside_of_process() {
        assertThat(methods(InternalProcessorContext.class, "currentNode"))
                .contains(ProcessorNode.class.getName() + "()");
        assertThat(methods(InternalProcessorContext.class, "setCurrentNode"))
                .contains("void(" + ProcessorNode.class.getName() + ")");
        assertThat(methods(InternalProcessorContext.class, "recordContext"))
                .contains(ProcessorRecordContext.class.getName() + "()");
        assertThat(methods(InternalProcessorContext.class, "setRecordContext"))
                .contains("void(" + ProcessorRecordContext.class.getName() + ")");
    }

    @Test
    void should_prepare_a_commit_with_the_offsets_when_the_caches_are_flushed() {
        assertThat(methods(StreamTask.class, "prepareCommit")).contains(Map.class.getName() + "(boolean)");
    }

    @Test
    void should_be_exceptions_that_streams_handles_when_a_task_gives_up_or_a_commit_is_refused() {
        assertThat(StreamsException.class).isAssignableFrom(TaskMigratedException.class);
        assertThat(KafkaException.class).isAssignableFrom(CommitFailedException.class);
    }

    @Test
    void should_be_one_method_that_sends_offsets_when_the_guard_watches_it() {
        assertThat(methods(KafkaProducer.class, "sendOffsetsToTransaction"))
                .as("another way to send offsets would pass by the guard")
                .hasSize(1);
        assertThat(methods(KafkaProducer.class, "commitTransaction")).containsExactly("void()");
    }

    private static java.util.List<String> methods(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .map(method -> method.getReturnType().getName() + "("
                        + String.join(
                                ",",
                                Arrays.stream(method.getParameterTypes())
                                        .map(Class::getName)
                                        .toList())
                        + ")")
                .toList();
    }
}

package dev.reprise.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.request.ProcessorSpec;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorsTest {

    /** A processor that does nothing. */
    private record Idle(String name) implements AssetProcessor<Void> {
        @Override
        public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
            return new Resolution.Refused(List.of("idle"));
        }

        @Override
        public Decision<Void> decide(Work work, Asset row, Consumer<Step> at) {
            return new Decision.Settled<>(Outcome.UNCHANGED);
        }

        @Override
        public Preview.Change describe(Asset row, Void effect) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Sink<Void> sink(SinkContext context) {
            throw new UnsupportedOperationException();
        }
    }

    /** Makes an idle processor with two settings. */
    public static final class Sound implements ProcessorProvider {
        @Override
        public String name() {
            return "sound";
        }

        @Override
        public List<ProcessorSetting> settings() {
            return List.of(
                    new ProcessorSetting("reprise.processors.sound.z", "text", "none", "w"),
                    new ProcessorSetting("reprise.processors.sound.a", "text", "none", "w"));
        }

        @Override
        public AssetProcessor<?> create(ProcessorContext context) {
            return new Idle("sound");
        }
    }

    /** Cannot use its configuration. */
    public static final class Misconfigured implements ProcessorProvider {
        @Override
        public String name() {
            return "misconfigured";
        }

        @Override
        public List<ProcessorSetting> settings() {
            return List.of();
        }

        @Override
        public AssetProcessor<?> create(ProcessorContext context) {
            throw new InvalidProcessorException(List.of("key a is wrong", "key b is wrong"));
        }
    }

    /** Throws anything. */
    public static final class Broken implements ProcessorProvider {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public List<ProcessorSetting> settings() {
            return List.of();
        }

        @Override
        public AssetProcessor<?> create(ProcessorContext context) {
            throw new NoClassDefFoundError("com/example/Missing");
        }
    }

    /** A loader that finds some providers and no others. */
    private static ClassLoader loader(Path folder, String... providers) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(ProcessorProvider.class.getName()), List.of(providers));
        return new URLClassLoader(new URL[] {url(folder)}, ProcessorsTest.class.getClassLoader());
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private static ProcessorContext context(ClassLoader loader) {
        return new ProcessorContext() {
            @Override
            public Optional<String> setting(String key) {
                return Optional.empty();
            }

            @Override
            public ClassLoader classLoader() {
                return loader;
            }
        };
    }

    @Test
    void should_find_processors_and_their_settings(@TempDir Path folder) throws IOException {
        ClassLoader loader = loader(folder, Sound.class.getName());

        assertThat(Processors.load(context(loader)).names()).containsExactly("sound");
        assertThat(Processors.settings(loader))
                .extracting(ProcessorSetting::key)
                .containsExactly("reprise.processors.sound.a", "reprise.processors.sound.z");
    }

    @Test
    void should_tell_every_problem_when_processors_cannot_be_made(@TempDir Path folder) throws IOException {
        ClassLoader loader =
                loader(folder, Misconfigured.class.getName(), Sound.class.getName(), Broken.class.getName());

        var invalid = catchThrowableOfType(InvalidProcessorException.class, () -> Processors.load(context(loader)));
        assertThat(invalid.problems())
                .containsExactly(
                        "key a is wrong",
                        "key b is wrong",
                        Broken.class.getName()
                                + " cannot make its processor: java.lang.NoClassDefFoundError: com/example/Missing");
    }

    @Test
    void should_say_which_class_is_missing_when_a_jar_names_one_that_is_not_there(@TempDir Path folder)
            throws IOException {
        ClassLoader loader = loader(folder, "com.example.Missing");

        assertThat(catchThrowableOfType(InvalidProcessorException.class, () -> Processors.settings(loader)))
                .hasMessageStartingWith("a processor cannot be loaded: ")
                .hasMessageContaining("com.example.Missing");
    }

    @Test
    void should_refuse_two_processors_of_one_name() {
        assertThat(catchThrowableOfType(
                        InvalidProcessorException.class,
                        () -> Processors.of(List.of(new Idle("one"), new Idle("one"), new Idle("two")))))
                .hasMessage("there are two processors 'one'");
    }
}

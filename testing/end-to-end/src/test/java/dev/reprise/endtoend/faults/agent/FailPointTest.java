package dev.reprise.endtoend.faults.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent goes by names: a point or a mutant whose method was renamed would never strike, and prove nothing. */
class FailPointTest {

    @ParameterizedTest
    @EnumSource(FailPoint.class)
    void should_name_a_method_that_is_there(FailPoint point) throws ClassNotFoundException {
        assertThat(hasMethod(point.type(), point.method())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void should_break_methods_that_are_there(Mutant mutant) throws ClassNotFoundException {
        assertThat(mutant.breaks()).isNotEmpty();
        for (Mutant.Break one : mutant.breaks()) {
            assertThat(hasMethod(one.type(), one.method())).as(one.toString()).isTrue();
            assertThat(Class.forName(Mutant.class.getPackageName() + "." + one.advice()))
                    .isNotNull();
        }
    }

    private static boolean hasMethod(String type, String method) throws ClassNotFoundException {
        Class<?> found = Class.forName(type, false, FailPointTest.class.getClassLoader());
        return Arrays.stream(found.getDeclaredMethods())
                .anyMatch(one -> one.getName().equals(method));
    }
}

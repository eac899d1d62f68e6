package dev.reprise.service.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a key of a {@code @ConfigMapping} what its type cannot say: its bounds, and the words of its line in {@code
 * docs/configuration.md}. {@link ConfigurationReader} checks the bounds.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Setting {

    /** What the value is or counts, such as {@code rows}. */
    String unit() default "";

    /** Smallest value; empty for none. */
    String min() default "";

    /** Largest value; empty for none. */
    String max() default "";

    /** A limit that depends on something else, in words. */
    String limit() default "";

    /** What holds when the key is not set, in words; only where the mapping has no {@code @WithDefault}. */
    String unset() default "none";

    /** Why there is such a key, and why its default is what it is. */
    String why() default "";

    /** What happens when the value is too small, too large or wrong. */
    String wrong() default "";
}

package dev.reprise.service.config;

import dev.reprise.assets.BucketById;
import dev.reprise.assets.BucketPattern;
import dev.reprise.assets.CqlName;
import dev.reprise.assets.Layout;
import dev.reprise.assets.cassandra.Consistency;
import dev.reprise.assets.cassandra.ContactPoints;
import dev.reprise.common.topic.Topics;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * Converters of the types that both services read. Those of SmallRye for numbers, truth values and durations take more
 * than the documented forms, such as {@code maybe} for {@code false}, or name classes in their messages.
 */
final class SettingConverters {

    private SettingConverters() {}

    static void register(ConfigurationReader reader) {
        reader.converting(Integer.class, SettingConverters::wholeNumber)
                .converting(Boolean.class, SettingConverters::truth)
                .converting(Duration.class, SettingConverters::duration)
                .converting(Topics.class, Topics::new)
                .converting(ContactPoints.class, ContactPoints::of)
                .converting(Consistency.class, Consistency::of)
                .converting(CqlName.class, CqlName::new)
                .converting(Layout.class, Layout::of)
                .converting(BucketPattern.class, BucketPattern::of)
                .converting(BucketById.class, BucketById::of);
    }

    private static Integer wholeNumber(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a whole number", e);
        }
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("is not an ISO-8601 duration such as PT2S", e);
        }
    }
}

package dev.reprise.cli.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time in UTC, or a day, which stands for its beginning. */
final class TimeConverter implements ITypeConverter<Instant> {

    private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";

    @Override
    public Instant convert(String text) {
        try {
            return text.matches(DAY)
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException wrong) {
            throw new TypeConversionException(
                    "'" + text + "' is no time such as 2024-01-01T00:00:00Z or day such as 2024-01-01");
        }
    }
}

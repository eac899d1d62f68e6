package dev.reprise.migration.json;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.math.BigDecimal;

/**
 * A number that is written again as it was read, digit for digit. In everything else it is the node it extends, so it
 * equals other numbers of its value as that node does. Immutable.
 */
sealed interface WrittenNumber {

    /** The number as it stands in JSON. */
    String text();

    /** A number that is what a double says it is. */
    final class OfDouble extends DoubleNode implements WrittenNumber {

        private static final long serialVersionUID = 1L;

        private final String text;

        OfDouble(double value, String text) {
            super(value);
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public BigDecimal decimalValue() {
            return new BigDecimal(text);
        }

        @Override
        public String asText() {
            return text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A number that no double holds. */
    final class OfDecimal extends DecimalNode implements WrittenNumber {

        private static final long serialVersionUID = 1L;

        private final String text;

        OfDecimal(String text) {
            super(new BigDecimal(text));
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public String asText() {
            return text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The integer {@code -0}, which no Java integer holds. */
    final class MinusZero extends IntNode implements WrittenNumber {

        private static final long serialVersionUID = 1L;

        static final MinusZero INSTANCE = new MinusZero();

        private MinusZero() {
            super(0);
        }

        @Override
        public String text() {
            return "-0";
        }

        @Override
        public String toString() {
            return text();
        }
    }
}

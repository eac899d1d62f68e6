package dev.reprise.assets.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactPointsTest {

    @Test
    void should_read_addresses_with_and_without_ports_when_commas_stand_between() {
        // when
        ContactPoints points = ContactPoints.of("cass-0.db , cass-1.db:19042,10.0.0.1:9043,[2001:db8::1],[::1]:9044");

        // then
        assertThat(points.addresses())
                .containsExactly(
                        InetSocketAddress.createUnresolved("cass-0.db", 9042),
                        InetSocketAddress.createUnresolved("cass-1.db", 19042),
                        InetSocketAddress.createUnresolved("10.0.0.1", 9043),
                        InetSocketAddress.createUnresolved("[2001:db8::1]", 9042),
                        InetSocketAddress.createUnresolved("[::1]", 9044))
                .allMatch(InetSocketAddress::isUnresolved);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:, localhost:",
        "localhost:0, localhost:0",
        "localhost:65536, localhost:65536",
        "localhost:cql, localhost:cql",
        "'a,', ''",
        "'a,:9042', :9042",
        "::1, ::1",
        "[::1, [::1",
        "a b:9042, a b:9042",
        "http://a:9042, http://a:9042"
    })
    void should_name_the_address_when_it_is_none(String configured, String address) {
        // when / then
        assertThatThrownBy(() -> ContactPoints.of(configured))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("holds '" + address + "', which is not host:port");
    }
}

package dev.reprise.assets.cassandra;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that a connection to Cassandra begins with.
 *
 * <p>Threading: immutable.
 *
 * @param addresses not resolved yet; never empty
 */
public record ContactPoints(List<InetSocketAddress> addresses) {

    private static final String DEFAULT_PORT = "9042";

    /** A name or an address, that of IPv6 in brackets, and maybe a port. */
    private static final Pattern ADDRESS = Pattern.compile("([^\\s:\\[\\]]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))?");

    private static final int PORT_MAX = 65_535;

    public ContactPoints {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("holds no address");
        }
    }

    /**
     * Reads addresses with commas between.
     *
     * @throws IllegalArgumentException naming the first that is none
     */
    public static ContactPoints of(String text) {
        return new ContactPoints(Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .map(ContactPoints::address)
                .toList());
    }

    @Override
    public String toString() {
        return addresses.toString();
    }

    private static InetSocketAddress address(String text) {
        Matcher address = ADDRESS.matcher(text);
        int port = address.matches() ? Integer.parseInt(address.group(2) == null ? DEFAULT_PORT : address.group(2)) : 0;
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("holds '" + text + "', which is not host:port");
        }
        // Resolved at every attempt to connect: names may come to exist later, and may move.
        return InetSocketAddress.createUnresolved(address.group(1), port);
    }
}

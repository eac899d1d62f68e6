package dev.reprise.endtoend.security;

import dev.reprise.localstack.tls.Certificates;

/** What is wrong with the certificate of a server, and what every client says of it. */
enum Fault {
    WRONG_AUTHORITY("its certificate is not signed by an authority in "),
    WRONG_HOST("its certificate is not for this host name ("),
    EXPIRED("its certificate has expired (");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /**
     * Returns a server with such a certificate.
     *
     * @param ours whose authority is trusted
     * @param others whose authority is not
     * @param port of 127.0.0.1; 0 for a free one
     */
    TlsServer server(Certificates ours, Certificates others, int port) {
        return switch (this) {
            case WRONG_AUTHORITY ->
                TlsServer.with(others.identity("server", Certificates.LOCALHOST), others.password(), null, port);
            case WRONG_HOST ->
                TlsServer.with(ours.identity("elsewhere", "dns:elsewhere.example"), ours.password(), null, port);
            case EXPIRED -> TlsServer.with(ours.expired("expired"), ours.password(), null, port);
        };
    }
}

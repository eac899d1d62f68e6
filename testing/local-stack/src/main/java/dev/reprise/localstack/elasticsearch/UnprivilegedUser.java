package dev.reprise.localstack.elasticsearch;

import java.util.List;

/**
 * The user as whom Elasticsearch runs when we are root, as whom it refuses to run: nobody, who may still read and
 * write every file. So nothing has to change its owner, and a checkout below a folder that only root may enter works.
 */
final class UnprivilegedUser {
    private static final String NOBODY = "65534";

    private UnprivilegedUser() {}

    /** What goes before the command: nothing, unless we are root. */
    static List<String> launcher() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        return List.of(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "--inh-caps=+dac_override",
                "--ambient-caps=+dac_override",
                // access(2), by which the JDK checks files, else disregards the capabilities of users other than root.
                "--securebits=+no_setuid_fixup");
    }
}

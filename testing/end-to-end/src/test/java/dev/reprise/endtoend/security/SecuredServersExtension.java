package dev.reprise.endtoend.security;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one secured stack of this JVM, started for the first test that asks and ended after the last test of all. */
final class SecuredServersExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SecuredServersExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SecuredServers.class;
    }

    @Override
    public SecuredServers resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(SecuredServers.class, key -> new SecuredServers(), SecuredServers.class);
    }
}

package dev.reprise.endtoend.stack;

import dev.reprise.endtoend.service.ServiceImages;
import dev.reprise.localstack.stack.LocalStack;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one stack of this JVM as a parameter of type {@link LocalStack}: started for the first test that asks,
 * ended after the last test of all. Tests tell their data apart by names; who stops or suspends a server of it puts it
 * right again.
 */
public final class LocalStackExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LocalStackExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalStack.class;
    }

    @Override
    public LocalStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The store of the root closes what it holds, after the last test.
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(LocalStack.class, key -> start(), LocalStack.class);
    }

    private static LocalStack start() {
        LocalStack stack = LocalStack.start(StackFolders.fresh("shared"));
        System.out.println("local stack took " + stack.startTook().toMillis() + " ms to start: " + stack.addresses());
        ServiceImages.makeOn(stack);
        return stack;
    }
}

package dev.reprise.demo;

import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.Defaults;
import dev.reprise.demo.secured.SecuredStack;
import dev.reprise.demo.stack.CopiedStack;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.daemon.StackFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What commands use in a checkout where the user says nothing: the local stack if it is up, and the samples.
 *
 * <p>Threading: immutable.
 */
record CheckoutDefaults(Checkout checkout, Console console) implements Defaults {

    @Override
    public Optional<String> bootstrapServers() {
        CopiedStack.remark(checkout, console);
        return StackFile.running(checkout.stackFile()).map(StackFile::kafka);
    }

    @Override
    public Optional<Path> commandConfig() {
        return StackFile.running(checkout.stackFile())
                .flatMap(stack -> Optional.ofNullable(stack.secured()))
                .map(Path::of)
                .map(SecuredStack::clientProperties);
    }

    @Override
    public Optional<MigrationFolders> migrations() {
        return Optional.of(new MigrationFolders(checkout.sampleMigrations(), checkout.sampleSchemas()));
    }
}

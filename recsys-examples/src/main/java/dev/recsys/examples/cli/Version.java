package dev.recsys.examples.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, from the manifest of the jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(RecsysCli.class.getPackage().getImplementationVersion())
                .orElse("development build");
        return new String[] {"recsys " + version + ", Java " + Runtime.version().feature()};
    }
}

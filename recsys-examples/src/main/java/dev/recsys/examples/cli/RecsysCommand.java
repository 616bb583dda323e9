package dev.recsys.examples.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all commands share: help, the stack of a failure, exit codes. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; stderr says why and what to do", "2:the command line is wrong"})
abstract class RecsysCommand implements Callable<Integer> {

    @Option(names = "--verbose", order = 1000, description = "Shows the stack of a failure.")
    @SuppressWarnings("unused")
    private boolean verbose; // read by Failures, from the parsed line

    /** Does the work and returns the exit code. */
    abstract int run();

    @Override
    public Integer call() {
        try {
            return run();
        } catch (OutOfMemoryError e) {
            throw new Failures.OutOfMemory(e);
        }
    }
}

package dev.recsys.examples.cli;

import dev.recsys.RecsysException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns failures into one line on stderr and an exit code. */
final class Failures {

    private static final int FAILURE = CommandLine.ExitCode.SOFTWARE;
    private static final int USAGE = CommandLine.ExitCode.USAGE;

    private Failures() {}

    static void handle(CommandLine commandLine) {
        commandLine.setParameterExceptionHandler((failure, args) -> {
            CommandLine command = failure.getCommandLine();
            report(
                    command,
                    message(failure) + "; see '" + command.getCommandSpec().qualifiedName() + " --help'");
            return USAGE;
        });
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof ParameterException wrong) {
                return commandLine.getParameterExceptionHandler().handleParseException(wrong, new String[0]);
            }
            report(command, describe(failure));
            if (isVerbose(parsed)) {
                failure.printStackTrace(command.getErr());
                command.getErr().flush();
            }
            return failure instanceof UsageException ? USAGE : FAILURE;
        });
    }

    private static boolean isVerbose(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.subcommand() != null) {
            last = last.subcommand();
        }
        return last.matchedOptionValue("--verbose", false);
    }

    private static void report(CommandLine command, String message) {
        command.getErr().println("recsys: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
        command.getErr().flush();
    }

    private static String describe(Exception failure) {
        if (failure instanceof RecsysException || failure instanceof UsageException) {
            return message(failure);
        }
        if (failure instanceof OutOfMemory) {
            return message(failure);
        }
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        if (cause instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file) + "; check the path and its permissions";
        }
        if (failure instanceof UnsupportedOperationException) {
            return message(failure);
        }
        return "unexpected " + failure.getClass().getSimpleName() + ": " + message(failure)
                + "; run it again with --verbose and report what it prints";
    }

    private static String reason(FileSystemException failure) {
        @Nullable String reason = failure.getReason();
        return reason != null
                ? reason
                : failure.getClass().getSimpleName().replace("Exception", "").replaceAll("(?<=.)(?=[A-Z])", " ");
    }

    private static String message(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** The heap is too small for the work. */
    static final class OutOfMemory extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OutOfMemory(String message) {
            super(message);
        }

        OutOfMemory(OutOfMemoryError cause) {
            super(
                    "not enough memory (" + Runtime.getRuntime().maxMemory() / 1_000_000
                            + " MB); give Java more with RECSYS_JAVA_OPTS=-Xmx4g, or train fewer factors",
                    cause);
        }
    }
}

package dev.recsys.examples.cli;

/** The command line itself is wrong: exit code 2. The message says what is right. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}

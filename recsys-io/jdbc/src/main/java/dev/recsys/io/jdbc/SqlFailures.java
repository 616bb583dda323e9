package dev.recsys.io.jdbc;

import dev.recsys.StoreException;
import java.sql.SQLException;
import java.sql.SQLTransientException;

/** Tells failures of a database apart: those that may pass, and those of a key that exists already. */
final class SqlFailures {

    private SqlFailures() {}

    /**
     * The failure in this library's words.
     *
     * @param what what was tried, and on what
     */
    static StoreException of(String what, SQLException cause) {
        String reason = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
        if (isFull(reason)) {
            return StoreException.retryable(
                    what + ": the disk is full, or the database may not grow further (" + reason
                            + "); what was committed is whole: make room and do it again",
                    cause);
        }
        return isRetryable(cause)
                ? StoreException.retryable(
                        what + ": the database is busy or out of reach (" + reason + "); try again", cause)
                : StoreException.permanent(what + ": " + reason, cause);
    }

    /** Also that the index of the write-ahead log cannot grow: SQLite reports that by a code of its own. */
    private static boolean isFull(String reason) {
        return reason.startsWith("[SQLITE_FULL]") || reason.startsWith("[SQLITE_IOERR_SHMSIZE]");
    }

    /** Whether the same statement, made again at once, may succeed: a lock, a deadlock, a lost connection. */
    static boolean isRetryable(SQLException failure) {
        return failure instanceof SQLTransientException || isSqliteBusy(failure) || isPassing(state(failure));
    }

    /** Whether a unique key forbade a row. */
    static boolean isDuplicateKey(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return state(failure).equals("23505")
                || message.startsWith("[SQLITE_CONSTRAINT_UNIQUE]")
                || message.startsWith("[SQLITE_CONSTRAINT_PRIMARYKEY]");
    }

    /** SQLite's driver sets no SQL state, but starts its messages with the name of the result code. */
    private static boolean isSqliteBusy(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("[SQLITE_BUSY") || message.startsWith("[SQLITE_LOCKED");
    }

    /** Connection failures, rolled-back transactions, a lock not available, a statement that took too long. */
    private static boolean isPassing(String state) {
        return state.startsWith("08")
                || state.startsWith("40")
                || state.equals("55P03")
                || state.equals("57014")
                || state.equals("57P01");
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}

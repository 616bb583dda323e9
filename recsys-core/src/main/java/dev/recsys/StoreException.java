package dev.recsys;

/** A store could not do what it was asked to do. */
@Stable
public final class StoreException extends RecsysException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    private StoreException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    private StoreException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /**
     * A failure that may pass: a lock held by somebody else, a connection lost. The same call can be made again.
     *
     * @param message what was tried, on what, and what stood in the way
     * @param cause the failure underneath
     */
    public static StoreException retryable(String message, Throwable cause) {
        return new StoreException(message, true, cause);
    }

    /**
     * A failure that stays: repeating the call cannot help.
     *
     * @param message what was tried, on what, and what stood in the way
     * @param cause the failure underneath
     */
    public static StoreException permanent(String message, Throwable cause) {
        return new StoreException(message, false, cause);
    }

    /**
     * A failure that stays, found by the store itself: an unknown version, a publication overtaken by a newer one.
     *
     * @param message what was tried, on what, and what stood in the way
     */
    public static StoreException permanent(String message) {
        return new StoreException(message, false);
    }

    /** Whether the same call may succeed later. */
    public boolean isRetryable() {
        return retryable;
    }
}

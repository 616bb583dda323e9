package dev.recsys;

/** Somebody else holds the lock of what was to be done. Nothing was changed; try again later, or see who holds it. */
@Stable
public final class LockedException extends RecsysException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes a lock that is held.
     *
     * @param message one line that says who holds it, since when, and how to break it
     */
    public LockedException(String message) {
        super(message);
    }
}

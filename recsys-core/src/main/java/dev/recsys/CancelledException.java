package dev.recsys;

/** Work stopped because the host cancelled it. Nothing was half-written. */
@Stable
public final class CancelledException extends RecsysException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the work that was stopped.
     *
     * @param work what was under way, for instance {@code "ials, iteration 3 of 12"}
     */
    public CancelledException(String work) {
        super("cancelled: " + work);
    }
}

package dev.recsys;

/** A quality gate refused a model; the version that was live stays live. */
@Stable
public final class GateException extends RecsysException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes a refusal.
     *
     * @param message one line that names the measured value, the bound it missed, and what to do
     */
    public GateException(String message) {
        super(message);
    }
}

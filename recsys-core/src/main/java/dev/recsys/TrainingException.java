package dev.recsys;

/** Training could not produce a usable model: a non-finite factor, a singular system, too little memory. */
@Stable
public final class TrainingException extends RecsysException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes a failed training.
     *
     * @param message one line that names the algorithm, the step, the rule and the remedy
     */
    public TrainingException(String message) {
        super(message);
    }

    /**
     * As {@link #TrainingException(String)}, keeping what caused it.
     *
     * @param cause the failure underneath
     */
    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}

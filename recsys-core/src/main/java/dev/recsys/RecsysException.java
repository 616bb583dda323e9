package dev.recsys;

/**
 * Root of every failure this library reports on its own account. Catch a subclass to react to one kind of failure, or
 * this class to react to all of them. Programming mistakes (an argument outside its documented range, a method the model
 * does not declare) stay {@link IllegalArgumentException}, {@link IndexOutOfBoundsException} and
 * {@link UnsupportedOperationException}.
 */
@Stable
public abstract sealed class RecsysException extends RuntimeException
        permits CancelledException,
                DataException,
                FormatException,
                GateException,
                LockedException,
                StoreException,
                TrainingException {

    private static final long serialVersionUID = 1L;

    RecsysException(String message) {
        super(message);
    }

    RecsysException(String message, Throwable cause) {
        super(message, cause);
    }
}

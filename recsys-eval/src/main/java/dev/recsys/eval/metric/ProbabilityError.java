package dev.recsys.eval.metric;

import dev.recsys.Experimental;
import java.util.function.IntToDoubleFunction;

/**
 * How good predicted probabilities of a click are. Unlike metrics of rankings these look at the number itself: a model that is
 * right about the order but says .9 where half click is punished. Less is better, and 0 is perfect; what is good depends on the share
 * of clicks, so compare with a model that always predicts that share.
 *
 * <p>Thread-safe. Cost O(pairs).
 */
@Experimental
public final class ProbabilityError {

    private ProbabilityError() {}

    /**
     * Log loss: the mean of -ln of the probability given to what happened. Infinite if something was called impossible and
     * happened; nothing is clipped.
     *
     * @param clicked what happened, at least one
     * @param probabilities of a click, 0 to 1, as many
     */
    public static double logLoss(boolean[] clicked, double[] probabilities) {
        return mean(
                clicked, probabilities, i -> clicked[i] ? -Math.log(probabilities[i]) : -Math.log1p(-probabilities[i]));
    }

    /**
     * Brier score: the mean of (probability - what happened)^2, with 1 for a click and 0 for none. From 0 to 1; .25 if all
     * probabilities are .5.
     *
     * <p>Source: Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78(1), 1950.
     *
     * @param clicked what happened, at least one
     * @param probabilities of a click, 0 to 1, as many
     */
    public static double brier(boolean[] clicked, double[] probabilities) {
        return mean(clicked, probabilities, i -> {
            double error = probabilities[i] - (clicked[i] ? 1 : 0);
            return error * error;
        });
    }

    private static double mean(boolean[] clicked, double[] probabilities, IntToDoubleFunction loss) {
        if (clicked.length != probabilities.length || clicked.length == 0) {
            throw new IllegalArgumentException("there must be at least one label and as many probabilities but are "
                    + clicked.length + " and " + probabilities.length);
        }
        double sum = 0;
        for (int i = 0; i < clicked.length; i++) {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
                throw new IllegalArgumentException(
                        "probability " + i + " must be between 0 and 1 but is " + probabilities[i]);
            }
            sum += loss.applyAsDouble(i);
        }
        return sum / clicked.length;
    }
}

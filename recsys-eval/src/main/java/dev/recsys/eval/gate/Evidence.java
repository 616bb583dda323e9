package dev.recsys.eval.gate;

import dev.recsys.Experimental;

/** How sure a loss must be for a gate to fail, by the 95 % interval of the difference to the bound. */
@Experimental
public enum Evidence {
    /**
     * The whole interval lies on the failing side: the loss is shown. Noise does not stop a build - a model exactly at the
     * bound is refused once in 40 - but with few users a loss passes, and with fewer than six every loss. The default.
     */
    SHOWN,
    /** The value itself lies on the failing side. A model exactly at the bound is refused every other time. */
    POINT,
    /**
     * Some of the interval lies on the failing side: the loss is not excluded. Strict: with few users even a better model is
     * refused, and with fewer than six every model.
     */
    NOT_EXCLUDED
}

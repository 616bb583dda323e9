package dev.recsys.als;

import dev.recsys.Stable;

/** Alternating least squares: where to start. */
@Stable
public final class Als {

    private Als() {}

    /** For implicit feedback - views, plays, purchases - with the default settings of {@link ImplicitAls}. */
    public static ImplicitAls implicit() {
        return ImplicitAls.defaults();
    }
}

package dev.recsys.als;

import dev.recsys.Stable;

/** Alternating least squares: where to start. */
@Stable
public final class Als {

    private Als() {}

    /**
     * For explicit ratings - stars, grades - with the default settings of {@link ExplicitAls}.
     */
    public static ExplicitAls explicit() {
        return ExplicitAls.defaults();
    }

    /** For implicit feedback - views, plays, purchases - with the default settings of {@link ImplicitAls}. */
    public static ImplicitAls implicit() {
        return ImplicitAls.defaults();
    }
}

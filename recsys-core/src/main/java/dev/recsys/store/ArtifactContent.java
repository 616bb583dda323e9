package dev.recsys.store;

import dev.recsys.Experimental;
import java.io.IOException;
import java.io.OutputStream;

/** Writes what an artifact holds. */
@Experimental
@FunctionalInterface
public interface ArtifactContent {

    /**
     * Writes everything.
     *
     * @param out where to; buffered, not to be closed
     * @param target a name for messages
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream out, String target) throws IOException;
}

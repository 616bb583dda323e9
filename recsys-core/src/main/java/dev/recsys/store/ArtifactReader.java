package dev.recsys.store;

import dev.recsys.Experimental;
import java.io.IOException;
import java.io.InputStream;

/**
 * Makes something of the bytes of an artifact.
 *
 * @param <T> what it makes
 */
@Experimental
@FunctionalInterface
public interface ArtifactReader<T> {

    /**
     * Reads as much as it needs. What it returns is only handed on once the checksum of all bytes was found right.
     *
     * @param in the bytes; buffered, not to be closed
     * @param source a name for messages
     * @param size how many bytes there are
     * @throws IOException if reading fails
     */
    T read(InputStream in, String source, long size) throws IOException;
}

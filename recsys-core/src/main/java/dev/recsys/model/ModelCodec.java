package dev.recsys.model;

import dev.recsys.Stable;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;

/**
 * Writes and reads the part of a model file that only its algorithm understands. Reading gives back a model with the same
 * bits. Stateless, thread-safe.
 *
 * @param <M> the model
 */
@Stable
public interface ModelCodec<M extends Model> {

    /** The version {@link #write} writes, at least 1. Raise it when the content changes, and go on reading older ones. */
    int version();

    /** Writes the model; {@link Model#info()} is written by the caller. */
    void write(M model, SectionOutput out);

    /**
     * Reads a model.
     *
     * @param info the model's information
     * @param version the version it was written with, 1 to {@link #version()}
     * @throws dev.recsys.FormatException if the content is not what it should be
     */
    M read(ModelInfo info, int version, SectionInput in);
}

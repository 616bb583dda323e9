package dev.recsys.examples.cli;

import dev.recsys.event.IdType;

/** Work on ids whose types are known only when the command line has been read. */
@FunctionalInterface
interface TypedWork {

    /** Does the work and returns the exit code. */
    <U, I> int run(IdType<U> users, IdType<I> items);
}

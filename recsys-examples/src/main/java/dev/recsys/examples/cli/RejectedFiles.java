package dev.recsys.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the broken rows of each file go. */
final class RejectedFiles {

    private final @Nullable Path place; // null: nowhere
    private final boolean directory;
    private final InputOptions inputOptions;

    private RejectedFiles(@Nullable Path place, boolean directory, InputOptions inputOptions) {
        this.place = place;
        this.directory = directory;
        this.inputOptions = inputOptions;
    }

    /**
     * Checks what was given with {@code --rejected}.
     *
     * @param place null if it was not given
     */
    static RejectedFiles at(@Nullable Path place, List<Path> inputs, InputOptions inputOptions) {
        boolean directory = place != null && Files.isDirectory(place);
        if (place != null && !directory) {
            if (inputs.size() > 1) {
                throw new UsageException(
                        "--rejected " + place + ": several files need a directory for their broken rows;"
                                + " make it, or import them one by one");
            }
            @Nullable Path parent = place.toAbsolutePath().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new UsageException("--rejected " + place + ": there is no directory " + parent + "; make it");
            }
        }
        return new RejectedFiles(place, directory, inputOptions);
    }

    /**
     * Where the broken rows of one file go; empty for nowhere.
     *
     * @param name of the file they are in
     */
    Optional<Path> of(String name) {
        Path base = place;
        if (base == null) {
            return Optional.empty();
        }
        Path input = Path.of(name);
        Path target = directory ? base.resolve(ownName(input)) : base;
        if (target.toAbsolutePath().normalize().equals(input.toAbsolutePath().normalize())) {
            throw new UsageException(
                    "--rejected " + target + ": that is the file to be imported; name another, or rename it first");
        }
        inputOptions.requireSameForm(target, input);
        return Optional.of(target);
    }

    /** The name of a file, which will not be gzipped. */
    private static String ownName(Path input) {
        return String.valueOf(input.getFileName()).replaceFirst("(?i)\\.gz$", "");
    }
}

package dev.recsys.io.files;

import dev.recsys.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The directory of one model: its version directories and their numbers. */
final class ModelDirectory {

    static final String MODEL = "model.bin";
    static final String MANIFEST = "manifest.json";

    private static final String LOCK = ".lock";

    private final Path path;

    ModelDirectory(Path root, String name) {
        this.path = root.resolve(name);
    }

    Path path() {
        return path;
    }

    Path lockFile() {
        return path.resolve(LOCK);
    }

    Path version(int number) {
        return path.resolve(String.format(Locale.ROOT, "v%06d", number));
    }

    boolean has(int number) {
        return Files.isDirectory(version(number));
    }

    /** The numbers of the versions there are, ascending. */
    List<Integer> numbers() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (Path entry : AtomicFile.entries(path, "v*")) {
            numberOf(entry).ifPresent(numbers::add);
        }
        numbers.sort(null);
        return numbers;
    }

    private OptionalInt numberOf(Path entry) {
        String digits = entry.getFileName().toString().substring(1);
        if (!digits.matches("[0-9]{6,10}")) {
            return OptionalInt.empty();
        }
        long number = Long.parseLong(digits);
        boolean ours = number >= 1
                && number <= Integer.MAX_VALUE
                && version((int) number).equals(entry);
        return ours && Files.isDirectory(entry) ? OptionalInt.of((int) number) : OptionalInt.empty();
    }

    /**
     * Moves a finished version to the next free number, in one step. To be called under the lock; should the lock fail on
     * an odd file system, the move does not replace a version, and the next number is tried.
     */
    int add(Path finished) throws IOException {
        for (Path leftover : AtomicFile.entries(path, AtomicFile.UNFINISHED + "*")) {
            AtomicFile.deleteTree(leftover); // of live.json, which is written under the lock only: its writer is dead
        }
        int number = Math.max(LiveHistory.read(path).lastNumber(), last());
        while (number < Integer.MAX_VALUE) {
            number++;
            try {
                Files.move(finished, version(number), StandardCopyOption.ATOMIC_MOVE);
                AtomicFile.forceDirectory(path);
                return number;
            } catch (FileSystemException e) {
                boolean taken = e instanceof DirectoryNotEmptyException
                        || e instanceof FileAlreadyExistsException
                        || Files.exists(version(number));
                if (!taken) {
                    throw e;
                }
            }
        }
        throw StoreException.permanent("all version numbers of " + path + " are used; save under another name");
    }

    /** The highest number there is, or 0. */
    int last() throws IOException {
        List<Integer> numbers = numbers();
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

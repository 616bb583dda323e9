package dev.recsys.io.files;

import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.Stable;
import dev.recsys.StoreException;
import dev.recsys.event.IdType;
import dev.recsys.model.BundleFile;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelCodecs;
import dev.recsys.model.ModelInfo;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Keeps models in a directory, each version in a directory of its own with the model and a manifest in JSON; file by file:
 * docs/formats/file-model-store.md. A version appears whole or not at all, also when the process or the machine dies.
 *
 * <pre>{@code
 * ModelStore store = FileModelStore.at(Path.of("models"), Algorithms.builtIn());
 * ModelVersion version = store.save("films", bundle);
 * store.promote(version);
 * }</pre>
 *
 * <p>Immutable, thread-safe. Several stores and processes may share a directory if its file system has locks and atomic
 * renames; local ones do. Promotion, rollback, deletion and the last step of saving wait for each other, at most
 * {@link #maxWait()}; reading and writing of models wait for nobody.
 */
@Stable
public final class FileModelStore implements ModelStore {

    /** How long a call waits for others unless told otherwise. */
    public static final Duration DEFAULT_MAX_WAIT = Duration.ofSeconds(10);

    private final Path root;
    private final BundleFile bundles;
    private final Duration maxWait;

    private FileModelStore(Path root, BundleFile bundles, Duration maxWait) {
        this.root = root;
        this.bundles = bundles;
        this.maxWait = maxWait;
    }

    /**
     * A store in a directory, which is made by the first save.
     *
     * @param codecs usually an {@code Algorithms}
     */
    public static FileModelStore at(Path root, ModelCodecs codecs) {
        return new FileModelStore(root, new BundleFile(codecs), DEFAULT_MAX_WAIT);
    }

    /**
     * A copy that waits this long for others who change the same model.
     *
     * @param newMaxWait 0 to one day; with 0 a call fails at once if somebody else is at it
     */
    public FileModelStore withMaxWait(Duration newMaxWait) {
        if (newMaxWait.isNegative() || newMaxWait.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("the longest wait must be 0 to one day but was " + newMaxWait);
        }
        return new FileModelStore(root, bundles, newMaxWait);
    }

    /** The directory. */
    public Path root() {
        return root;
    }

    /** How long a call waits for others who change the same model. */
    public Duration maxWait() {
        return maxWait;
    }

    @Override
    public ModelVersion save(String name, ModelBundle<?, ?> bundle) {
        ModelVersion.checkName(name);
        ModelDirectory directory = new ModelDirectory(root, name);
        try (UnfinishedVersion unfinished = UnfinishedVersion.start(root)) {
            unfinished.write(bundle, bundles, Instant.now());
            AtomicFile.makeDirectories(directory.path());
            return new ModelVersion(name, locked(directory, () -> directory.add(unfinished.path())));
        } catch (IOException e) {
            throw AtomicFile.failure("save a version of '" + name + "' in " + root, e);
        }
    }

    @Override
    public <U, I> ModelBundle<U, I> load(ModelVersion version, IdType<U> users, IdType<I> items) {
        Path directory = require(version);
        Path file = directory.resolve(ModelDirectory.MODEL);
        try {
            VersionManifest manifest = VersionManifest.read(directory.resolve(ModelDirectory.MANIFEST));
            checkSize(file, manifest);
            MessageDigest digest = UnfinishedVersion.sha256();
            try (InputStream in = new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest)) {
                ModelBundle<U, I> bundle = bundles.read(in, file.toString(), manifest.size(), users, items);
                in.transferTo(OutputStream.nullOutputStream());
                checkDigest(file, manifest, HexFormat.of().formatHex(digest.digest()));
                return bundle;
            }
        } catch (NoSuchFileException e) {
            require(version); // deleted by somebody else meanwhile
            throw new FormatException(
                    Reason.CORRUPT,
                    version + ": the file " + e.getFile() + " is missing; restore it from a copy or delete the version",
                    e);
        } catch (IOException e) {
            throw AtomicFile.failure("load " + version + " from " + directory, e);
        }
    }

    private static void checkSize(Path file, VersionManifest manifest) throws IOException {
        long size = Files.size(file);
        if (size != manifest.size()) {
            throw new FormatException(
                    size < manifest.size() ? Reason.TRUNCATED : Reason.CORRUPT,
                    file + ": the file has " + size + " bytes but its manifest says " + manifest.size()
                            + "; restore it from a copy or train again");
        }
    }

    private static void checkDigest(Path file, VersionManifest manifest, String sha256) {
        if (!sha256.equals(manifest.sha256())) {
            throw new FormatException(
                    Reason.CORRUPT,
                    file + ": the file is corrupt: its SHA-256 is not that of its manifest; restore both from a copy or"
                            + " train again");
        }
    }

    @Override
    public ModelInfo info(ModelVersion version) {
        Path file = require(version).resolve(ModelDirectory.MODEL);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return bundles.readInfo(in, file.toString(), Files.size(file));
        } catch (IOException e) {
            throw AtomicFile.failure("read what " + version + " says of its model from " + file, e);
        }
    }

    @Override
    public Optional<ModelVersion> live(String name) {
        if (!isName(name)) {
            return Optional.empty();
        }
        try {
            return LiveHistory.read(new ModelDirectory(root, name).path()).live().stream()
                    .mapToObj(number -> new ModelVersion(name, number))
                    .findFirst();
        } catch (IOException e) {
            throw AtomicFile.failure("read which version of '" + name + "' is live in " + root, e);
        }
    }

    @Override
    public void promote(ModelVersion version) {
        require(version);
        ModelDirectory directory = new ModelDirectory(root, version.name());
        try {
            locked(directory, () -> {
                require(version);
                return LiveHistory.read(directory.path())
                        .promote(version.number())
                        .write(directory.path());
            });
        } catch (IOException e) {
            throw AtomicFile.failure("promote " + version + " in " + root, e);
        }
    }

    @Override
    public boolean promote(ModelVersion version, ModelVersion expectedLive) {
        int expected = expectedLive.name().equals(version.name()) ? expectedLive.number() : -1;
        return promoteIf(version, expected);
    }

    @Override
    public boolean promoteFirst(ModelVersion version) {
        return promoteIf(version, 0);
    }

    /** Promotes if this number is live, 0 for none. */
    private boolean promoteIf(ModelVersion version, int expected) {
        require(version);
        ModelDirectory directory = new ModelDirectory(root, version.name());
        try {
            return locked(directory, () -> {
                require(version);
                LiveHistory history = LiveHistory.read(directory.path());
                int live = history.live().orElse(0);
                if (live == expected && live != version.number()) {
                    history.promote(version.number()).write(directory.path());
                }
                return live == expected || live == version.number();
            });
        } catch (IOException e) {
            throw AtomicFile.failure("promote " + version + " in " + root, e);
        }
    }

    @Override
    public List<ModelVersion> history(String name) {
        if (!isName(name)) {
            return List.of();
        }
        try {
            return LiveHistory.read(new ModelDirectory(root, name).path()).versions().stream()
                    .map(number -> new ModelVersion(name, number))
                    .toList();
        } catch (IOException e) {
            throw AtomicFile.failure("read which versions of '" + name + "' were live in " + root, e);
        }
    }

    @Override
    public ModelVersion rollback(String name) {
        ModelDirectory directory = new ModelDirectory(root, name);
        if (!isName(name) || !Files.isDirectory(directory.path())) {
            throw nothingEarlier(name);
        }
        try {
            LiveHistory earlier = locked(directory, () -> {
                LiveHistory history = LiveHistory.read(directory.path());
                if (history.versions().size() < 2) {
                    throw nothingEarlier(name);
                }
                return history.rollback().write(directory.path());
            });
            return new ModelVersion(name, earlier.live().orElseThrow());
        } catch (IOException e) {
            throw AtomicFile.failure("roll '" + name + "' back in " + root, e);
        }
    }

    @Override
    public List<ModelVersion> versions(String name) {
        if (!isName(name)) {
            return List.of();
        }
        try {
            return new ModelDirectory(root, name)
                    .numbers().stream()
                            .map(number -> new ModelVersion(name, number))
                            .toList();
        } catch (IOException e) {
            throw AtomicFile.failure("list the versions of '" + name + "' in " + root, e);
        }
    }

    /**
     * What is known of a version without reading its model.
     *
     * @throws StoreException if there is no such version
     */
    public StoredVersion describe(ModelVersion version) {
        Path directory = require(version);
        try {
            return StoredVersion.read(version, directory.resolve(ModelDirectory.MANIFEST));
        } catch (IOException e) {
            throw AtomicFile.failure("read the manifest of " + version + " in " + root, e);
        }
    }

    @Override
    public void delete(ModelVersion version) {
        require(version);
        ModelDirectory directory = new ModelDirectory(root, version.name());
        Path deleted = AtomicFile.unfinishedIn(root);
        try {
            locked(directory, () -> {
                require(version);
                LiveHistory history = LiveHistory.read(directory.path());
                if (history.live().orElse(0) == version.number()) {
                    throw StoreException.permanent(
                            version + " is live and cannot be deleted; promote another version first");
                }
                LiveHistory left =
                        history.delete(version.number(), directory.last()).write(directory.path());
                Files.move(directory.version(version.number()), deleted, StandardCopyOption.ATOMIC_MOVE);
                AtomicFile.forceDirectory(directory.path());
                return left;
            });
            AtomicFile.deleteTree(deleted);
        } catch (IOException e) {
            throw AtomicFile.failure("delete " + version + " in " + root, e);
        }
    }

    private <T> T locked(ModelDirectory directory, StoreLock.Work<T> work) throws IOException {
        return StoreLock.holding(directory.lockFile(), maxWait, work);
    }

    private Path require(ModelVersion version) {
        ModelDirectory directory = new ModelDirectory(root, version.name());
        if (!directory.has(version.number())) {
            throw StoreException.permanent("there is no version " + version + " in " + root);
        }
        return directory.version(version.number());
    }

    private static StoreException nothingEarlier(String name) {
        return StoreException.permanent("'" + name + "' has no earlier live version to go back to");
    }

    /** Whether a model can have this name; no other name may reach the file system. */
    static boolean isName(String name) {
        try {
            ModelVersion.checkName(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "models in " + root;
    }
}

package dev.recsys.io.files;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.LONG;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.StoreException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.model.ModelBundle;
import dev.recsys.store.InMemoryModelStore;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileModelStoreTest {

    private static final ModelBundle<String, Integer> BUNDLE = Bundles.ofUsers(20);

    @TempDir
    Path directory;

    private Path root;
    private FileModelStore store;

    @BeforeEach
    void open() {
        root = directory.resolve("deep/models");
        store = FileModelStore.at(root, Algorithms.builtIn());
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aSavedVersionComesBackEqual() {
        ModelVersion version = store.save("films", BUNDLE);

        assertThat(version).isEqualTo(new ModelVersion("films", 1));
        assertThat(FileModelStore.at(root, Algorithms.builtIn()).load(version, STRING, INT))
                .isEqualTo(BUNDLE);
    }

    @Test
    void savingDoesNotPromote() {
        store.save("films", BUNDLE);

        assertThat(store.live("films")).isEmpty();
    }

    @Test
    void theManifestSaysWhatThereIs() throws Exception {
        Instant before = Instant.now();
        store.save(
                "films",
                BUNDLE.withLineage(
                        BUNDLE.lineage().withParent("films-v9").withAsOf(Instant.parse("2026-01-02T03:04:05Z"))));

        Path version = root.resolve("films/v000001");
        JsonNode manifest =
                new ObjectMapper().readTree(version.resolve("manifest.json").toFile());
        byte[] model = Files.readAllBytes(version.resolve("model.bin"));
        assertThat(names(version)).containsExactly("manifest.json", "model.bin");
        assertThat(manifest.get("format").asInt()).isEqualTo(1);
        assertThat(Instant.parse(manifest.get("createdAt").asText())).isBetween(before, Instant.now());
        assertThat(manifest.get("size").asLong()).isEqualTo(model.length);
        assertThat(manifest.get("sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(model)));
        assertThat(manifest.get("userIds").asText()).isEqualTo("string");
        assertThat(manifest.get("itemIds").asText()).isEqualTo("int");
        assertThat(manifest.get("algorithm").asText()).isEqualTo("popularity");
        assertThat(manifest.get("config").get("measure").asText()).isEqualToIgnoringCase("users");
        assertThat(manifest.get("shape").toString()).isEqualTo("{\"users\":20,\"items\":10,\"entries\":40}");
        assertThat(manifest.get("lineage").get("dataFingerprint").asText())
                .isEqualTo(BUNDLE.lineage().dataFingerprint());
        assertThat(manifest.get("lineage").get("parent").asText()).isEqualTo("films-v9");
        assertThat(manifest.get("lineage").get("asOf").asText()).isEqualTo("2026-01-02T03:04:05Z");
        StoredVersion described = store.describe(new ModelVersion("films", 1));
        assertThat(described.algorithm()).isEqualTo("popularity");
        assertThat(described.createdAt()).isEqualTo(manifest.get("createdAt").asText());
        assertThat(described.size()).isEqualTo(model.length);
        assertThat(described.parent()).contains("films-v9");
        assertThat(described.asOf()).contains(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void theLiveFileSaysWhatIsLive() throws IOException {
        store.save("films", BUNDLE);
        store.promote(store.save("films", BUNDLE));

        assertThat(root.resolve("films/live.json"))
                .hasContent("{\n  \"format\" : 1,\n  \"live\" : 2,\n  \"history\" : [\n    2\n  ],\n"
                        + "  \"lastNumber\" : 0\n}\n");
        assertThat(names(root.resolve("films"))).containsExactly(".lock", "live.json", "v000001", "v000002");
    }

    @Test
    void numbersAreNeverUsedAgain() {
        ModelVersion first = store.save("films", BUNDLE);
        ModelVersion second = store.save("films", BUNDLE);
        store.delete(second);
        store.delete(first);

        assertThat(store.versions("films")).isEmpty();
        assertThat(FileModelStore.at(root, Algorithms.builtIn())
                        .save("films", BUNDLE)
                        .number())
                .isEqualTo(3);
    }

    @Test
    void numbersAboveAMillionAreInOrder() throws IOException {
        store.save("films", BUNDLE);
        Files.move(root.resolve("films/v000001"), root.resolve("films/v999999"));

        ModelVersion next = store.save("films", BUNDLE);

        assertThat(next.number()).isEqualTo(1_000_000);
        assertThat(store.versions("films")).extracting(ModelVersion::number).containsExactly(999_999, 1_000_000);
        assertThat(store.load(next, STRING, INT)).isEqualTo(BUNDLE);
    }

    @Test
    void otherNamesInTheDirectoryAreNoVersions() throws IOException {
        store.save("films", BUNDLE);
        Files.createDirectory(root.resolve("films/v2"));
        Files.createDirectory(root.resolve("films/v0000003"));
        Files.createDirectory(root.resolve("films/v000000"));
        Files.createDirectory(root.resolve("films/vote"));
        Files.writeString(root.resolve("films/v000007"), "a file");

        assertThat(store.versions("films")).containsExactly(new ModelVersion("films", 1));
        assertThat(store.save("films", BUNDLE).number()).isEqualTo(2);
    }

    @Test
    void doesWhatTheStoreInMemoryDoes() {
        long seed = 20261122;
        SplittableRandom random = new SplittableRandom(seed);
        ModelStore expected = new InMemoryModelStore();
        StringBuilder calls = new StringBuilder("seed " + seed);
        for (int i = 0; i < 150; i++) {
            int call = random.nextInt(10);
            ModelVersion version = new ModelVersion(random.nextInt(3) == 0 ? "b" : "a", random.nextInt(1, 7));
            calls.append("; ").append(call).append(' ').append(version);
            assertThat(outcome(store, call, version)).as(calls.toString()).isEqualTo(outcome(expected, call, version));
            for (String name : List.of("a", "b")) {
                assertThat(store.live(name)).as(calls.toString()).isEqualTo(expected.live(name));
                assertThat(store.versions(name)).as(calls.toString()).isEqualTo(expected.versions(name));
            }
        }
    }

    private static Object outcome(ModelStore store, int call, ModelVersion version) {
        try {
            switch (call) {
                case 0, 1 -> {
                    return store.save(version.name(), BUNDLE);
                }
                case 2, 3, 4 -> store.promote(version);
                case 5, 6 -> {
                    return store.rollback(version.name());
                }
                case 7, 8 -> store.delete(version);
                default -> {
                    return store.load(version, STRING, INT);
                }
            }
            return "done";
        } catch (StoreException e) {
            return "StoreException, retryable " + e.isRetryable();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../films", "a/b", "", ".hidden", "a b"})
    void namesThatAreNoNamesNeverReachTheFileSystem(String name) throws IOException {
        store.promote(store.save("films", BUNDLE));

        assertThat(store.live(name)).isEmpty();
        assertThat(store.versions(name)).isEmpty();
        assertThatThrownBy(() -> store.rollback(name)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.save(name, BUNDLE)).isInstanceOf(IllegalArgumentException.class);
        assertThat(names(root)).containsExactly("films");
    }

    @Test
    void askingAStoreThatHoldsNothingMakesNothing() {
        assertThat(store.live("films")).isEmpty();
        assertThat(store.versions("films")).isEmpty();
        assertThatThrownBy(() -> store.load(new ModelVersion("films", 1), STRING, INT))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no version films-v1");
        assertThatThrownBy(() -> store.promote(new ModelVersion("films", 1))).isInstanceOf(StoreException.class);
        assertThat(root).doesNotExist();
    }

    @Test
    void aFailedSaveLeavesNoTrace() throws IOException {
        FileModelStore withoutCodecs = FileModelStore.at(root, Algorithms.none());

        assertThatThrownBy(() -> withoutCodecs.save("films", BUNDLE))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_ALGORITHM));
        assertThat(names(root)).isEmpty();
        assertThat(store.save("films", BUNDLE).number()).isEqualTo(1);
    }

    @Test
    void aRootThatIsAFileIsAFailureThatStays() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> FileModelStore.at(file, Algorithms.builtIn()).save("films", BUNDLE))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageContaining(file.toString());
    }

    @Test
    void whatAKilledSaveLeftIsIgnoredAndClearedAwayWhenOld() throws IOException {
        store.save("films", BUNDLE);
        Path old = Files.createDirectory(root.resolve(".unfinished-old"));
        Path oldModel = Files.writeString(old.resolve("model.bin"), "half a mod");
        Path fresh = Files.createDirectory(root.resolve(".unfinished-fresh"));
        Path longAtIt = Files.createDirectory(root.resolve(".unfinished-long"));
        Files.writeString(longAtIt.resolve("model.bin"), "still writing");
        Path oldLive = Files.writeString(root.resolve("films/.unfinished-live"), "{");
        FileTime twoHoursAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        for (Path path : List.of(oldModel, old, longAtIt)) {
            Files.setLastModifiedTime(path, twoHoursAgo);
        }

        assertThat(store.versions("films")).hasSize(1);
        assertThat(store.save("films", BUNDLE).number()).isEqualTo(2);

        assertThat(old).doesNotExist();
        assertThat(oldLive).doesNotExist();
        assertThat(fresh).exists();
        assertThat(longAtIt).exists();
    }

    @Test
    void aPlaceThatIsTakenAlreadyIsNotOverwritten() throws IOException {
        store.save("films", BUNDLE);
        Files.writeString(root.resolve("films/v000002"), "somebody's file");

        assertThat(store.save("films", BUNDLE).number()).isEqualTo(3);
        assertThat(root.resolve("films/v000002")).hasContent("somebody's file");
    }

    @Test
    void concurrentSavesOfSeveralStoresGetNumbersOfTheirOwn() throws Exception {
        int threads = 4;
        int saves = 6;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<List<ModelVersion>>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                FileModelStore own = FileModelStore.at(root, Algorithms.builtIn());
                work.add(() -> {
                    List<ModelVersion> versions = new ArrayList<>();
                    for (int i = 0; i < saves; i++) {
                        versions.add(own.save("films", BUNDLE));
                        own.promote(versions.get(i));
                    }
                    return versions;
                });
            }
            List<Integer> numbers = new ArrayList<>();
            for (Future<List<ModelVersion>> future : executor.invokeAll(work)) {
                future.get().forEach(version -> numbers.add(version.number()));
            }
            assertThat(numbers).doesNotHaveDuplicates().hasSize(threads * saves);
            assertThat(numbers).allMatch(number -> number <= threads * saves);
        } finally {
            executor.shutdownNow();
        }
        assertThat(LiveHistory.read(root.resolve("films")).versions()).hasSize(threads * saves);
        assertThat(names(root)).containsExactly("films");
    }

    @Test
    void aLockHeldElsewhereIsWaitedForAndThenARetryableFailure() throws IOException {
        ModelVersion version = store.save("films", BUNDLE);
        FileModelStore impatient = store.withMaxWait(Duration.ofMillis(30));
        Path lock = root.resolve("films/.lock");

        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            channel.lock();
            assertThatThrownBy(() -> impatient.promote(version))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.isRetryable()).isTrue())
                    .hasMessageContaining("somebody else holds it for more than 30 ms");
            assertThatThrownBy(() -> impatient.save("films", BUNDLE)).isInstanceOf(StoreException.class);
            assertThat(impatient.load(version, STRING, INT)).isEqualTo(BUNDLE);
        }

        assertThat(names(root)).containsExactly("films");
        assertThat(store.versions("films")).containsExactly(version);
        impatient.promote(version);
        assertThat(store.live("films")).contains(version);
    }

    @Test
    void anInterruptedThreadStopsWaitingAndStaysInterrupted() {
        ModelVersion version = store.save("films", BUNDLE);

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> store.promote(version)).isInstanceOf(StoreException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(store.live("films")).isEmpty();
    }

    @Test
    void refusesWaitsThatMakeNoSense() {
        assertThatThrownBy(() -> store.withMaxWait(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.withMaxWait(Duration.ofDays(2))).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.withMaxWait(Duration.ZERO).save("films", BUNDLE).number())
                .isEqualTo(1);
    }

    @Test
    void otherIdTypesAreRefused() {
        ModelVersion version = store.save("films", BUNDLE);

        assertThatThrownBy(() -> store.load(version, LONG, INT))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_ID_TYPE))
                .hasMessageContaining("string")
                .hasMessageContaining("long");
    }
}

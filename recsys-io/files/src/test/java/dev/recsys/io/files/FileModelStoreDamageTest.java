package dev.recsys.io.files;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.store.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged files are refused with a {@link FormatException}, whatever the damage. */
class FileModelStoreDamageTest {

    private static final long SEED = 99;

    @TempDir
    Path root;

    private FileModelStore store;
    private ModelVersion version;
    private Path model;
    private Path manifest;
    private Path live;

    @BeforeEach
    void save() {
        store = FileModelStore.at(root, Algorithms.builtIn());
        version = store.save("films", Bundles.ofUsers(100));
        store.promote(version);
        model = root.resolve("films/v000001/model.bin");
        manifest = root.resolve("films/v000001/manifest.json");
        live = root.resolve("films/live.json");
    }

    private ThrowingCallable load() {
        return () -> store.load(version, STRING, INT);
    }

    private static void assertRefused(ThrowingCallable call, Reason reason, Path file) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(file.toString())
                .message()
                .doesNotContain("\n");
    }

    /** As if the damage had happened before the manifest was written, so that only the file itself can tell. */
    private void adaptManifest() throws Exception {
        byte[] bytes = Files.readAllBytes(model);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replaceFirst("\"size\" : \\d+", "\"size\" : " + bytes.length)
                        .replaceFirst("\"sha256\" : \"\\w+\"", "\"sha256\" : \"" + sha256 + "\""));
    }

    @Test
    void aTruncatedModelIsTruncatedAtAnyLength() throws Exception {
        byte[] whole = Files.readAllBytes(model);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20; i++) {
            int length = i == 0 ? 0 : i == 1 ? whole.length - 1 : random.nextInt(whole.length);
            Files.write(model, Arrays.copyOf(whole, length));
            assertRefused(load(), Reason.TRUNCATED, model);
        }
        Files.write(model, Arrays.copyOf(whole, whole.length / 2));
        adaptManifest();
        assertRefused(load(), Reason.TRUNCATED, model);
    }

    @Test
    void aFlippedBitIsFoundWhereverItIs() throws IOException {
        byte[] whole = Files.readAllBytes(model);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 130; i++) {
            byte[] damaged = whole.clone();
            int at = i < 70 ? i : i < 90 ? whole.length - 1 - (i - 70) : random.nextInt(whole.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(model, damaged);
            assertThatThrownBy(load())
                    .as("byte %d, seed %d", at, SEED)
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.TRUNCATED));
        }
    }

    @Test
    void aFlippedBitIsFoundWithoutTheHelpOfTheManifest() throws Exception {
        byte[] whole = Files.readAllBytes(model);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 80; i++) {
            byte[] damaged = whole.clone();
            int at = i < 60 ? i : random.nextInt(whole.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(model, damaged);
            adaptManifest();
            assertThatThrownBy(load()).as("byte %d, seed %d", at, SEED).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void bytesAddedAtTheEndAreFound() throws Exception {
        byte[] whole = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(whole, whole.length + 1));

        assertRefused(load(), Reason.CORRUPT, model);
    }

    @Test
    void anotherWholeModelInItsPlaceIsFound() throws Exception {
        store.save("films", Bundles.ofUsers(99));
        Files.copy(root.resolve("films/v000002/model.bin"), root.resolve("copy"));
        Files.move(root.resolve("copy"), model, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                manifest,
                Files.readString(manifest).replaceFirst("\"size\" : \\d+", "\"size\" : " + Files.size(model)));

        assertThatThrownBy(load())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("its SHA-256 is not that of its manifest");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        Files.delete(model);
        assertRefused(load(), Reason.CORRUPT, model);
        Files.delete(manifest);
        assertRefused(load(), Reason.CORRUPT, manifest);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "format" : 1     | "format" : 2        | TOO_NEW   | its format 2 is newer than 1, the newest this release reads; upgrade
            "format" : 1     | "format" : "x"      | CORRUPT   | field 'format' is no whole number
            "format" : 1     | "formal" : 1        | CORRUPT   | field 'format' is missing
            "size" : [0-9]+  | "size" : -1         | CORRUPT   | field 'size' is no whole number from 0
            "size" : [0-9]+  | "size" : 1e99       | CORRUPT   | field 'size' is no whole number
            "sha256" : "[0-9a-f]+" | "sha256" : "12" | CORRUPT | field 'sha256' does not have 64 hexadecimal digits
            [{]              | [                   | CORRUPT   | it is not valid JSON at line
            """)
    void aDamagedManifestIsNamedWithWhatIsWrong(String find, String replace, Reason reason, String message)
            throws IOException {
        Files.writeString(manifest, Files.readString(manifest).replaceFirst(find, replace));

        assertRefused(load(), reason, manifest);
        assertThatThrownBy(load()).hasMessageContaining(message);
    }

    @Test
    void fieldsANewerReleaseAddsAreNoDamage() throws IOException {
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("[{]", "{\"added\" : [1],"));
        Files.writeString(live, Files.readString(live).replaceFirst("[{]", "{\"added\" : [1],"));

        assertThat(store.load(version, STRING, INT)).isEqualTo(Bundles.ofUsers(100));
        assertThat(store.live("films")).contains(version);
    }

    @Test
    void anyDamageToTheJsonFilesIsAFormatExceptionOrHarmless() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (Path file : new Path[] {manifest, live}) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < whole.length; i += 3) {
                byte[] damaged = whole.clone();
                damaged[i] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, i % 2 == 0 ? Arrays.copyOf(whole, i) : damaged);
                try {
                    store.load(version, STRING, INT);
                    store.live("films");
                } catch (FormatException expected) {
                    assertThat(expected).hasMessageContaining(root.toString());
                }
            }
            Files.write(file, whole);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"format":1,"live":1,"history":[2],"lastNumber":0}   | CORRUPT   | field 'live' is not the last version
            {"format":1,"live":1,"history":[1,2,1],"lastNumber":0}| CORRUPT  | field 'history' names a version twice
            {"format":1,"live":1,"history":[0],"lastNumber":0}   | CORRUPT   | field 'history' is no whole number from 1
            {"format":1,"live":1,"history":1,"lastNumber":0}     | CORRUPT   | field 'history' is no list
            {"format":1,"live":1,"live":1}                       | CORRUPT   | it is not valid JSON
            {"format":1} {}                                      | CORRUPT   | it is not valid JSON
            []                                                   | CORRUPT   | it does not hold a JSON object
            {"format":9}                                         | TOO_NEW   | its format 9 is newer than 1
            ``                                                   | TRUNCATED | the file is empty
            """)
    void aDamagedLiveFileIsNamedAndNothingIsDoneOnItsGround(String content, Reason reason, String message)
            throws IOException {
        Files.writeString(live, content);

        assertRefused(() -> store.live("films"), reason, live);
        assertThatThrownBy(() -> store.live("films")).hasMessageContaining(message);
        assertRefused(() -> store.promote(version), reason, live);
        assertRefused(() -> store.rollback("films"), reason, live);
        assertRefused(() -> store.delete(version), reason, live);
        assertThat(live).hasContent(content);
        assertThat(store.load(version, STRING, INT)).isEqualTo(Bundles.ofUsers(100));
    }
}

package dev.recsys.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.Experimental;
import dev.recsys.FormatException;
import dev.recsys.StoreException;
import dev.recsys.store.Artifact;
import dev.recsys.store.ArtifactStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every {@link ArtifactStore} must do, as tests to inherit.
 *
 * <p>The rules: an artifact is read as it was written; its size and SHA-256 are those of its bytes; writing again replaces
 * it, and then the earlier record no longer fits; a content that fails leaves what was there; runs do not mix; what is
 * missing is a failure that stays; deleting a run deletes its artifacts and no others.
 */
@ExtendWith(UnexpectedFailures.class)
@Experimental
public interface ArtifactStoreContract {

    /** An empty store. Called once by each test, on a new instance of the test class. */
    ArtifactStore store();

    /**
     * Another instance over the place of {@code store}, as another process would open it. The default, for stores that
     * live in memory, is the same instance.
     */
    default ArtifactStore reopen(ArtifactStore store) {
        return store;
    }

    /** Nothing is lost on the way. */
    @Test
    default void artifactIsReadAsItWasWritten() {
        Rule rule = Rule.of("an artifact is read as it was written, with the size and SHA-256 of its bytes");
        ArtifactStore store = store();
        Artifact artifact = write(store, "run-1", "abc");
        assertThat(artifact)
                .as(rule.with("the record"))
                .isEqualTo(new Artifact(
                        "model.bin", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        for (ArtifactStore any : List.of(store, reopen(store))) {
            assertThat(read(any, "run-1", artifact)).as(rule.with("the bytes")).isEqualTo("abc");
        }
        Artifact empty = write(store, "run-1", "");
        assertThat(read(store, "run-1", empty)).as(rule.with("no bytes")).isEmpty();
    }

    /** A reader need not read to the end; the checksum is verified all the same. */
    @Test
    default void checksumIsVerifiedEvenIfTheReaderStopsEarly() {
        Rule rule = Rule.of("what a reader made is handed on only if the checksum of all bytes is right");
        ArtifactStore store = store();
        Artifact artifact = write(store, "run-1", "abc");
        assertThat(store.<Integer>read("run-1", artifact, (in, source, size) -> in.read()))
                .as(rule.with("the first byte"))
                .isEqualTo('a');
        Artifact other = new Artifact("model.bin", 3, "0".repeat(64));
        rule.thrownBy("another checksum", () -> store.read("run-1", other, (in, source, size) -> 1))
                .isInstanceOf(FormatException.class);
        Artifact longer = new Artifact("model.bin", 4, artifact.sha256());
        rule.thrownBy("another size", () -> store.read("run-1", longer, (in, source, size) -> 1))
                .isInstanceOf(FormatException.class);
    }

    /** A stage that is repeated writes again. */
    @Test
    default void writingAgainReplaces() {
        Rule rule = Rule.of("writing again replaces; the earlier record no longer fits");
        ArtifactStore store = store();
        Artifact first = write(store, "run-1", "abc");
        Artifact second = write(reopen(store), "run-1", "abd");
        assertThat(read(store, "run-1", second)).as(rule.with("the second")).isEqualTo("abd");
        rule.thrownBy("the first", () -> read(store, "run-1", first)).isInstanceOf(FormatException.class);
    }

    /** Half an artifact is none. */
    @Test
    default void failingContentLeavesWhatWasThere() {
        Rule rule = Rule.of("a content that fails leaves the artifact that was there, or none");
        ArtifactStore store = store();
        IllegalStateException failure = new IllegalStateException("the content failed");
        rule.thrownBy("the failure itself", () -> writeHalf(store, failure)).isSameAs(failure);
        Artifact artifact = write(store, "run-1", "abc");
        rule.thrownBy("the failure itself", () -> writeHalf(store, failure)).isSameAs(failure);
        rule.thrownBy(
                        "no space",
                        () -> store.write("run-1", "model.bin", (out, target) -> {
                            out.write('x');
                            throw new IOException("no space left");
                        }))
                .isInstanceOf(StoreException.class);
        assertThat(read(reopen(store), "run-1", artifact))
                .as(rule.with("after it"))
                .isEqualTo("abc");
    }

    private static void writeHalf(ArtifactStore store, RuntimeException failure) {
        store.write("run-1", "model.bin", (out, target) -> {
            out.write('x');
            throw failure;
        });
    }

    /** What belongs to one run is no other's. */
    @Test
    default void runsDoNotMix() {
        Rule rule = Rule.of("artifacts of different runs do not mix, and deleting a run deletes its own only");
        ArtifactStore store = store();
        assertThat(store.runs()).as(rule.with("an empty store")).isEmpty();
        Artifact one = write(store, "run-1", "one");
        Artifact two = write(store, "run-2", "two");
        assertThat(reopen(store).runs()).as(rule.with("runs")).containsExactly("run-1", "run-2");
        assertThat(read(store, "run-1", one)).as(rule.with("run-1")).isEqualTo("one");
        reopen(store).delete("run-1");
        store.delete("run-1");
        assertThat(store.runs()).as(rule.with("after deleting one")).containsExactly("run-2");
        assertThat(read(store, "run-2", two)).as(rule.with("run-2")).isEqualTo("two");
        rule.thrownBy("reading what is deleted", () -> read(store, "run-1", one))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> rule.require(!e.isRetryable(), "it stays missing, so it is not retryable"));
    }

    private static Artifact write(ArtifactStore store, String run, String text) {
        return store.write(run, "model.bin", (out, target) -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String read(ArtifactStore store, String run, Artifact artifact) {
        return store.read(run, artifact, (in, source, size) -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
}

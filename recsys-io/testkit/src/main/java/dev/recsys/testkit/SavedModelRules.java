package dev.recsys.testkit;

import static dev.recsys.testkit.ModelStoreUnderTest.onBoth;
import static dev.recsys.testkit.ModelStoreUnderTest.requireRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.FormatException;
import dev.recsys.event.IdType;
import dev.recsys.model.ModelBundle;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Saving, loading, numbering, names and deletion. */
interface SavedModelRules extends ModelStoreUnderTest {

    /** Nothing is lost or changed on the way. */
    @Test
    default void loadedBundleHasTheBitsOfTheSavedOne() {
        Rule rule = Rule.of("a loaded bundle has the bits of the saved one");
        ModelStore store = store();
        ModelBundle<String, Integer> saved = SampleBundles.of(0);
        ModelVersion version = store.save("films", saved);
        onBoth(this, store, any -> requireEqual(rule, any, version, saved));
    }

    /** Ids of other types are kept as well, beside each other. */
    @Test
    default void idsOfAnyTypeAreKept() {
        Rule rule = Rule.of("ids of any type are kept");
        ModelStore store = store();
        ModelBundle<?, ?> saved = SampleBundles.ofLongsAndUuids();
        store.save("films", SampleBundles.of(1));
        ModelVersion version = store.save("films", saved);
        onBoth(
                this,
                store,
                any -> rule.requireSameBytes(
                        SampleBundles.bytes(any.load(version, IdType.LONG, IdType.UUID)),
                        SampleBundles.bytes(saved),
                        version.toString()));
    }

    /** An id type is part of the model. */
    @Test
    default void loadingWithAnotherIdTypeIsRefused() {
        Rule rule = Rule.of("loading with another id type is refused with FormatException WRONG_ID_TYPE");
        ModelStore store = store();
        ModelVersion version = store.save("films", SampleBundles.of(0));
        rule.thrownBy("users saved as string, asked for as long", () -> store.load(version, IdType.LONG, IdType.INT))
                .asInstanceOf(InstanceOfAssertFactories.throwable(FormatException.class))
                .extracting(FormatException::reason)
                .isEqualTo(FormatException.Reason.WRONG_ID_TYPE);
        rule.thrownBy("items saved as int, asked for as long", () -> store.load(version, IdType.STRING, IdType.LONG))
                .asInstanceOf(InstanceOfAssertFactories.throwable(FormatException.class))
                .extracting(FormatException::reason)
                .isEqualTo(FormatException.Reason.WRONG_ID_TYPE);
    }

    /** Versions are counted, for each name on its own. */
    @Test
    default void numbersGrowByOneForEachName() {
        Rule rule = Rule.of("versions are numbered 1, 2, 3, ... for each name, and listed oldest first");
        ModelStore store = store();
        assertThat(store.versions("films")).as(rule.with("an unknown name")).isEmpty();
        for (int number = 1; number <= 12; number++) {
            assertThat(store.save("films", SampleBundles.of(number)))
                    .as(rule.with("save " + number))
                    .isEqualTo(new ModelVersion("films", number));
        }
        for (String other : List.of("film", "films2", "films-v1", "films.old", "films-", "f")) {
            assertThat(store.save(other, SampleBundles.of(0)))
                    .as(rule.with("the first save of '" + other + "' beside 'films'"))
                    .isEqualTo(new ModelVersion(other, 1));
        }
        onBoth(this, store, any -> {
            List<Integer> numbers =
                    any.versions("films").stream().map(ModelVersion::number).toList();
            assertThat(numbers).as(rule.with("versions")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
            assertThat(any.versions("films-v1"))
                    .as(rule.with("a name that looks like a version"))
                    .containsExactly(new ModelVersion("films-v1", 1));
            requireEqual(rule, any, new ModelVersion("films", 5), SampleBundles.of(5));
        });
    }

    /** A number that somebody noted down never means another model later. */
    @Test
    default void numbersAreNeverUsedAgain() {
        Rule rule = Rule.of("a version's number is never used again, even after it was deleted");
        ModelStore store = store();
        ModelVersion first = store.save("films", SampleBundles.of(0));
        ModelVersion second = store.save("films", SampleBundles.of(1));
        store.delete(second);
        ModelVersion third = store.save("films", SampleBundles.of(2));
        assertThat(third.number())
                .as(rule.with("after the last one was deleted"))
                .isEqualTo(3);
        store.delete(first);
        store.delete(third);
        ModelVersion fourth = reopen(store).save("films", SampleBundles.of(3));
        assertThat(fourth.number()).as(rule.with("after all were deleted")).isEqualTo(4);
        assertThat(store.versions("films")).as(rule.with("what is left")).containsExactly(fourth);
    }

    /** What is deleted is gone; the others stay. */
    @Test
    default void deletedVersionIsGone() {
        Rule rule = Rule.of("a deleted version is gone, the others stay");
        ModelStore store = store();
        ModelVersion deleted = store.save("films", SampleBundles.of(0));
        ModelVersion kept = store.save("films", SampleBundles.of(1));
        store.delete(deleted);
        onBoth(this, store, any -> {
            assertThat(any.versions("films")).as(rule.with("versions")).containsExactly(kept);
            requireRefused(rule, "loading it", () -> any.load(deleted, IdType.STRING, IdType.INT));
            requireRefused(rule, "promoting it", () -> any.promote(deleted));
            requireRefused(rule, "deleting it again", () -> any.delete(deleted));
            requireEqual(rule, any, kept, SampleBundles.of(1));
        });
    }

    /** Unknown versions are an error, whether the name is known or not. */
    @Test
    default void unknownVersionsAreRefused() {
        Rule rule = Rule.of("an unknown version is refused with a StoreException");
        ModelStore store = store();
        store.save("films", SampleBundles.of(0));
        for (ModelVersion unknown : List.of(new ModelVersion("films", 2), new ModelVersion("books", 1))) {
            requireRefused(rule, "loading " + unknown, () -> store.load(unknown, IdType.STRING, IdType.INT));
            requireRefused(rule, "promoting " + unknown, () -> store.promote(unknown));
            requireRefused(rule, "deleting " + unknown, () -> store.delete(unknown));
        }
        assertThat(store.versions("books"))
                .as(rule.with("versions of a name never saved"))
                .isEmpty();
        assertThat(store.live("films"))
                .as(rule.with("the live version after a refused promotion"))
                .isEmpty();
    }

    /** Names become file names and keys: what is unsafe is refused, what is allowed works. */
    @Test
    default void namesAreChecked() {
        Rule rule = Rule.of("a name follows the rule of ModelVersion, any other is refused");
        ModelStore store = store();
        String longest = "x".repeat(100);
        for (String bad : List.of(
                "",
                ".",
                "..",
                "../films",
                "a/b",
                "a\\b",
                ".hidden",
                "-dash",
                "a b",
                "\u00e4",
                "a\n",
                "a:b",
                longest + "x")) {
            rule.thrownBy("saving as '" + bad + "'", () -> store.save(bad, SampleBundles.of(0)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String good : List.of("a", "7", "A.b_c-1", "x-v2", "a..b", longest)) {
            ModelVersion version =
                    rule.holdsFor("saving as '" + good + "'", () -> store.save(good, SampleBundles.of(0)));
            assertThat(reopen(store).versions(good))
                    .as(rule.with("versions of '" + good + "'"))
                    .containsExactly(version);
        }
    }

    /** Two trainings may end at the same moment. */
    @Test
    default void concurrentSavesGetVersionsOfTheirOwn() throws InterruptedException {
        Rule rule = Rule.of("concurrent saves get numbers of their own, and each keeps its bundle");
        ModelStore store = store();
        ModelStore other = reopen(store);
        List<Callable<ModelVersion>> saves = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int variant = i;
            saves.add(() -> (variant % 2 == 0 ? store : other).save("films", SampleBundles.of(variant)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<ModelVersion> versions = new ArrayList<>();
            for (Future<ModelVersion> save : threads.invokeAll(saves)) {
                versions.add(save.get());
            }
            assertThat(versions).as(rule.with("versions given")).doesNotHaveDuplicates();
            assertThat(store.versions("films"))
                    .as(rule.with("versions listed"))
                    .containsExactlyElementsOf(versions.stream().sorted().toList());
            for (int i = 0; i < versions.size(); i++) {
                requireEqual(rule, store, versions.get(i), SampleBundles.of(i));
            }
        } catch (ExecutionException e) {
            throw new AssertionError(rule.with("a save failed with " + e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void requireEqual(
            Rule rule, ModelStore store, ModelVersion version, ModelBundle<String, Integer> saved) {
        ModelBundle<String, Integer> loaded =
                rule.holdsFor("loading " + version, () -> store.load(version, IdType.STRING, IdType.INT));
        rule.requireSameBytes(SampleBundles.bytes(loaded), SampleBundles.bytes(saved), version.toString());
        assertThat(loaded).as(rule.with(version.toString())).isEqualTo(saved);
    }
}

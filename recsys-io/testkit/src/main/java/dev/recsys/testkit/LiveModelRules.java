package dev.recsys.testkit;

import static dev.recsys.testkit.ModelStoreUnderTest.onBoth;
import static dev.recsys.testkit.ModelStoreUnderTest.requireRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.IdType;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which version is live: promotion, rollback, and what may not be deleted. */
interface LiveModelRules extends ModelStoreUnderTest {

    /** Saving is not promoting. */
    @Test
    default void nothingIsLiveUntilPromoted() {
        Rule rule = Rule.of("nothing is live until it is promoted");
        ModelStore store = store();
        assertThat(store.live("films")).as(rule.with("an unknown name")).isEmpty();
        store.save("films", SampleBundles.of(0));
        onBoth(
                this,
                store,
                any -> assertThat(any.live("films"))
                        .as(rule.with("after a save"))
                        .isEmpty());
    }

    /** The promoted version is live, newest or not, until another is promoted. */
    @Test
    default void promotedVersionIsLive() {
        Rule rule = Rule.of("the version promoted last is live");
        ModelStore store = store();
        ModelVersion[] versions = save(store, "films", 3);
        ModelVersion book = save(store, "books", 1)[0];
        for (int next : new int[] {1, 0, 2}) {
            store.promote(versions[next]);
            store.save("films", SampleBundles.of(9));
            onBoth(
                    this,
                    store,
                    any -> assertThat(any.live("films"))
                            .as(rule.with("after promoting " + versions[next] + " and saving another"))
                            .contains(versions[next]));
        }
        assertThat(store.live("books")).as(rule.with("another model")).isEmpty();
        store.promote(book);
        assertThat(store.live("books")).as(rule.with("another model")).contains(book);
        assertThat(store.live("films"))
                .as(rule.with("after promoting another model"))
                .contains(versions[2]);
    }

    /** Whoever compared a model with the live one replaces no other. */
    @Test
    default void promotionOverAnotherVersionThanExpectedChangesNothing() {
        Rule rule =
                Rule.of("promotion over an expected live version happens if that is live, and else changes nothing");
        ModelStore store = store();
        ModelVersion[] versions = save(store, "films", 3);
        rule.require(!store.promote(versions[1], versions[0]), "nothing is live, so it must answer false");
        assertThat(store.live("films")).as(rule.with("live")).isEmpty();
        rule.require(store.promoteFirst(versions[0]), "nothing is live: promoteFirst must answer true");
        rule.require(!reopen(store).promoteFirst(versions[1]), "another is live: promoteFirst must answer false");
        rule.require(!store.promote(versions[2], versions[1]), "another is live: promote must answer false");
        onBoth(
                this,
                store,
                any -> assertThat(any.live("films"))
                        .as(rule.with("live after refused promotions"))
                        .contains(versions[0]));
        rule.require(reopen(store).promote(versions[1], versions[0]), "the expected one is live");
        rule.require(store.promote(versions[1], versions[0]), "it is live already: repeating is no failure");
        rule.require(store.promoteFirst(versions[1]), "it is live already: repeating is no failure");
        assertThat(store.history("films")).as(rule.with("history")).containsExactly(versions[0], versions[1]);
        requireRefused(rule, "an unknown version", () -> store.promote(new ModelVersion("films", 9), versions[1]));
    }

    /** What a rollback and the retention of versions go by. */
    @Test
    default void historyHasLiveVersionsInTheOrderOfTheirPromotion() {
        Rule rule = Rule.of("the history has each version that was live once, in the order of its last promotion");
        ModelStore store = store();
        assertThat(store.history("films")).as(rule.with("an unknown name")).isEmpty();
        ModelVersion[] versions = save(store, "films", 4);
        assertThat(store.history("films")).as(rule.with("nothing promoted")).isEmpty();
        promote(store, versions[0], versions[1], versions[3], versions[0]);
        onBoth(
                this,
                store,
                any -> assertThat(any.history("films"))
                        .as(rule.with("after promotions"))
                        .containsExactly(versions[1], versions[3], versions[0]));
        store.rollback("films");
        store.delete(versions[1]);
        onBoth(
                this,
                store,
                any -> assertThat(any.history("films"))
                        .as(rule.with("after a rollback and a deletion"))
                        .containsExactly(versions[3]));
    }

    /** One step back, and further, until there is no way back. */
    @Test
    default void rollbackGoesBackStepByStep() {
        Rule rule = Rule.of("each rollback goes one step back; without a way back it is refused and changes nothing");
        ModelStore store = store();
        ModelVersion[] versions = save(store, "films", 4);
        promote(store, versions[0], versions[2], versions[1], versions[3]);
        for (int expected : new int[] {1, 2, 0}) {
            ModelStore any = reopen(store);
            assertThat(any.rollback("films")).as(rule.with("rollback")).isEqualTo(versions[expected]);
            assertThat(store.live("films")).as(rule.with("live after it")).contains(versions[expected]);
        }
        requireRefused(rule, "rollback at the first one", () -> store.rollback("films"));
        onBoth(
                this,
                store,
                any -> assertThat(any.live("films"))
                        .as(rule.with("live after a refused rollback"))
                        .contains(versions[0]));
    }

    /** There must be something to go back to. */
    @Test
    default void rollbackWithoutAnEarlierLiveVersionIsRefused() {
        Rule rule = Rule.of("rollback without an earlier live version is refused and changes nothing");
        ModelStore store = store();
        requireRefused(rule, "an unknown name", () -> store.rollback("films"));
        ModelVersion[] versions = save(store, "films", 2);
        requireRefused(rule, "nothing was ever promoted", () -> store.rollback("films"));
        assertThat(store.live("films")).as(rule.with("live")).isEmpty();
        store.promote(versions[1]);
        requireRefused(rule, "only one was promoted", () -> store.rollback("films"));
        assertThat(store.live("films")).as(rule.with("live")).contains(versions[1]);
    }

    /** Promoting what is live already is no step that a rollback would have to undo. */
    @Test
    default void promotingTheLiveVersionAgainChangesNothing() {
        Rule rule = Rule.of("promoting the live version again changes nothing");
        ModelStore store = store();
        ModelVersion[] versions = save(store, "films", 2);
        promote(store, versions[0], versions[1], versions[1]);
        assertThat(store.live("films")).as(rule.with("live")).contains(versions[1]);
        assertThat(store.rollback("films")).as(rule.with("rollback")).isEqualTo(versions[0]);
    }

    /** History goes on from where a rollback led. */
    @Test
    default void promotionAfterARollbackGoesOnFromThere() {
        Rule rule = Rule.of("after a rollback and a promotion, rollback leads to where the first rollback led");
        ModelStore store = store();
        ModelVersion[] versions = save(store, "films", 4);
        promote(store, versions[0], versions[1], versions[2]);
        store.rollback("films");
        store.promote(versions[3]);
        assertThat(store.rollback("films")).as(rule.with("rollback")).isEqualTo(versions[1]);
    }

    /** A rollback never leads to a version that is gone. */
    @Test
    default void rollbackPassesOverDeletedVersions() {
        Rule rule = Rule.of("rollback passes over deleted versions");
        ModelStore store = store();
        ModelVersion[] versions = save(store, "films", 3);
        promote(store, versions);
        store.delete(versions[1]);
        assertThat(store.rollback("films")).as(rule.with("rollback")).isEqualTo(versions[0]);
    }

    /** Serving would fail at its next start. */
    @Test
    default void liveVersionCannotBeDeleted() {
        Rule rule = Rule.of("the live version cannot be deleted; nothing changes");
        ModelStore store = store();
        ModelVersion[] versions = save(store, "films", 2);
        store.promote(versions[0]);
        onBoth(this, store, any -> {
            requireRefused(rule, "deleting " + versions[0], () -> any.delete(versions[0]));
            assertThat(any.live("films")).as(rule.with("live")).contains(versions[0]);
            assertThat(any.versions("films")).as(rule.with("versions")).containsExactly(versions);
            rule.holdsFor("loading it", () -> any.load(versions[0], IdType.STRING, IdType.INT));
        });
        store.promote(versions[1]);
        store.delete(versions[0]);
        assertThat(store.versions("films"))
                .as(rule.with("once another is live it can be deleted"))
                .containsExactly(versions[1]);
    }

    private static ModelVersion[] save(ModelStore store, String name, int count) {
        ModelVersion[] versions = new ModelVersion[count];
        Arrays.setAll(versions, i -> store.save(name, SampleBundles.of(i)));
        return versions;
    }

    private static void promote(ModelStore store, ModelVersion... versions) {
        for (ModelVersion version : versions) {
            store.promote(version);
        }
    }
}

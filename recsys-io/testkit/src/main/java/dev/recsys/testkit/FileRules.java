package dev.recsys.testkit;

import dev.recsys.FormatException;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.BundleFile;
import dev.recsys.model.Capability;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelCodec;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A model survives its file bit by bit, and a file that was tampered with is refused. */
interface FileRules<C, M extends Model> extends AlgorithmUnderTest<C, M> {

    /** Write, read, write again: the same bytes and the same answers. */
    @Test
    default void modelSurvivesItsFileBitForBit() {
        SparseMatrix data = SampleData.powerLaw(60, 40, 8, seed());
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant);
            Rule rule = subject.rule("a model read from its file has the same bits");
            ModelBundle<Integer, Integer> trained = subject.train(rule, data);
            byte[] bytes = subject.bytes(rule, trained);
            ModelBundle<Integer, Integer> read = rule.holdsFor("reading the model", () -> subject.read(bytes));
            rule.requireSameBytes(subject.bytes(rule, read), bytes, "written again");
            rule.require(read.info().equals(trained.info()), "its information became " + read.info());
            rule.require(
                    read.model().capabilities().equals(trained.model().capabilities()),
                    "its capabilities became " + read.model().capabilities());
            requireSameAnswers(rule, read.model(), trained.model(), data);
        }
    }

    private static void requireSameAnswers(Rule rule, Model read, Model trained, SparseMatrix data) {
        int items = data.columns();
        ItemMask all = ItemMask.all(items);
        for (int user = 0; user < data.rows(); user++) {
            Answers.requireSame(
                    rule,
                    read.forUser(user).topK(items, all),
                    trained.forUser(user).topK(items, all),
                    "user " + user);
            if (Answers.servesHistories(trained)) {
                Answers.requireSame(
                        rule,
                        read.forHistory(Answers.history(data, user)).topK(items, all),
                        trained.forHistory(Answers.history(data, user)).topK(items, all),
                        "the history of user " + user);
            }
        }
        if (trained.capabilities().contains(Capability.SIMILAR_ITEMS)) {
            for (int item = 0; item < items; item++) {
                Answers.requireSame(
                        rule,
                        read.forItem(item).topK(items, all),
                        trained.forItem(item).topK(items, all),
                        "items similar to " + item);
            }
        }
    }

    /** A model of another shape, put into this one's file, is refused: checksums cannot see that. */
    @Test
    default void contentOfAnotherShapeIsRefused() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("a file whose model does not fit its ids is refused with a FormatException");
        byte[] content = content(subject, rule, SampleData.checkerboard(9));
        ModelBundle<Integer, Integer> victim = subject.train(rule, SampleData.checkerboard(8));
        requireRefused(rule, subject, victim, content, "the model of 9 users and items in a file of 8");
    }

    /** A codec that reads past the end, or leaves something behind, has misread the model. */
    @Test
    default void contentThatEndsEarlyOrLateIsRefused() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("a file whose model is cut short or goes on is refused with a FormatException");
        SparseMatrix data = SampleData.checkerboard(8);
        ModelBundle<Integer, Integer> bundle = subject.train(rule, data);
        byte[] content = content(subject, rule, data);
        for (int length : new int[] {0, 1, 4, content.length / 2, content.length - 1}) {
            if (length < content.length) {
                requireRefused(rule, subject, bundle, Arrays.copyOf(content, length), "the first " + length + " bytes");
            }
        }
        requireRefused(rule, subject, bundle, Arrays.copyOf(content, content.length + 3), "three more bytes");
    }

    /** Bytes are not trusted: no length is believed, nothing else is thrown. */
    @Test
    default void randomContentIsRefusedOrRead() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("a file whose model is random bytes gives a FormatException, never another failure");
        ModelBundle<Integer, Integer> bundle = subject.train(rule, SampleData.checkerboard(8));
        SplittableRandom random = new SplittableRandom(seed());
        byte[] whole = content(subject, rule, SampleData.checkerboard(8));
        for (int round = 0; round < 100; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            isRefused(rule, subject, bundle, noise, "random bytes of round " + round);
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            isRefused(rule, subject, bundle, changed, "a flipped bit of round " + round); // may be another valid number
        }
    }

    private void requireRefused(
            Rule rule, Subject<C, M> subject, ModelBundle<Integer, Integer> bundle, byte[] content, String what) {
        rule.require(isRefused(rule, subject, bundle, content, what), what + ": was read without complaint");
    }

    private boolean isRefused(
            Rule rule, Subject<C, M> subject, ModelBundle<Integer, Integer> bundle, byte[] content, String what) {
        try {
            subject.read(withContent(bundle, content));
            return false;
        } catch (FormatException refused) {
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError(rule.with(what + ": failed with " + e), e);
        }
    }

    /** What the codec writes, alone. */
    private byte[] content(Subject<C, M> subject, Rule rule, SparseMatrix data) {
        CapturedContent captured = new CapturedContent();
        M model = rule.holdsFor("training on " + data, () -> subject.trainedModel(data));
        algorithm().codec().write(model, captured);
        return captured.bytes();
    }

    /** A whole, checksummed file around other content of the model. */
    private byte[] withContent(ModelBundle<Integer, Integer> bundle, byte[] content) {
        ModelCodec<?> tampering = CapturedContent.codec(algorithm().codec().version(), content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BundleFile(name -> Optional.of(tampering)).write(bundle, out, "memory");
        return out.toByteArray();
    }
}

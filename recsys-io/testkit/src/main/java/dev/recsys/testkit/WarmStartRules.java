package dev.recsys.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.WarmStart;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A trainer that can start from an earlier model does so, whatever changed since. */
interface WarmStartRules<C, M extends Model> extends AlgorithmUnderTest<C, M> {

    /** Rows are found again by id: users and items came, went, and stand at other positions. */
    @Test
    default void startsFromAModelOfOtherUsersAndItems() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule(
                "a start from a model of other users and items gives finite scores, and the parent's name");
        SparseMatrix all = SampleData.powerLaw(60, 40, 8, seed());
        ModelBundle<Integer, Integer> parent = subject.train(rule, part(all, 0, 50, 0, 35), TrainingContext.defaults());
        Dataset<Integer, Integer> now = part(all, 10, 60, 5, 40);
        assumeTrue(subject.trainer().canWarmStart(), "the trainer cannot start from a model");
        WarmStart start = WarmStart.of(parent, now).withParentName("films-v3");
        ModelBundle<Integer, Integer> bundle = rule.holdsFor(
                "training from " + start, () -> subject.trainer().train(now, start, TrainingContext.defaults()));
        Answers.requireFinite(rule, bundle.model(), now.interactions());
        rule.require(
                bundle.lineage().parent().equals(java.util.Optional.of("films-v3")),
                "the lineage names " + bundle.lineage().parent());
        ModelBundle<Integer, Integer> again = subject.trainer().train(now, start, TrainingContext.defaults());
        rule.require(bundle.equals(again), "the same start gives two models");
    }

    /** Where nothing was touched, delta training has nothing to do. */
    @Test
    default void deltaTrainingLeavesUntouchedRowsAsTheyAre() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("delta training on the parent's own data gives the parent's scores, bit by bit");
        assumeTrue(subject.trainer().canWarmStart(), "the trainer cannot start from a model");
        Dataset<Integer, Integer> data = SampleData.dataset(SampleData.powerLaw(60, 40, 8, seed()));
        ModelBundle<Integer, Integer> parent = subject.train(rule, data, TrainingContext.defaults());
        WarmStart start = WarmStart.of(parent, data).withTouchedOnly(2);
        rule.require(start.touchedUsers() == 0 && start.touchedItems() == 0, "it says " + start);
        Model model =
                subject.trainer().train(data, start, TrainingContext.defaults()).model();
        for (int user = 0; user < data.users().size(); user++) {
            float[] before =
                    Answers.scores(parent.model().forUser(user), data.items().size());
            float[] after = Answers.scores(model.forUser(user), data.items().size());
            for (int item = 0; item < before.length; item++) {
                rule.requireSameBits(after[item], before[item], "user " + user + ", item " + item);
            }
        }
    }

    private static Dataset<Integer, Integer> part(SparseMatrix all, int users, int userEnd, int items, int itemEnd) {
        SparseMatrixBuilder builder = SparseMatrix.builder(userEnd - users, itemEnd - items);
        int[] columns = new int[all.maxRowLength()];
        float[] values = new float[columns.length];
        for (int user = users; user < userEnd; user++) {
            int count = all.copyRow(user, columns, values);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (columns[i] >= items && columns[i] < itemEnd) {
                    columns[kept] = columns[i] - items;
                    values[kept++] = values[i];
                }
            }
            builder.appendRow(columns, values, kept);
        }
        return Dataset.of(ids(users, userEnd), ids(items, itemEnd), builder.build());
    }

    private static IdIndex<Integer> ids(int from, int to) {
        return IdIndex.of(IdType.INT, IntStream.range(from, to).boxed().toList());
    }
}

package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.eval.metric.Metric;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every value per user, and every value of all users, that NIST trec_eval prints. */
class TrecEvalTest {

    private static final Rules LEVEL2 = Rules.trec().withLevel(2);
    private static final Rules JUDGED_ONLY = Rules.trec().withUnjudged(Rules.Unjudged.REMOVE);
    private static final Rules INTERSECT = Rules.trec().withNoList(Rules.NoList.INTERSECTION);

    private static final Map<String, Rules> MODES = Map.of(
            "expected", Rules.trec(),
            "level2.expected", LEVEL2,
            "judgedonly.expected", JUDGED_ONLY,
            "intersect.all.expected", INTERSECT);

    @ParameterizedTest
    @CsvSource({
        "b12_binary_float, expected, 8283",
        "b12_binary_float, intersect.all.expected, 33",
        "b14_binary_ties, expected, 7293",
        "b14_binary_ties, intersect.all.expected, 33",
        "g11_graded_float, expected, 9933",
        "g11_graded_float, intersect.all.expected, 33",
        "g11_graded_float, level2.expected, 9932",
        "g13_graded_ties, expected, 8283",
        "g13_graded_ties, intersect.all.expected, 33",
        "g13_graded_ties, judgedonly.expected, 8283",
        "g13_graded_ties, level2.expected, 8282",
        "g15_graded_const, expected, 6633",
        "g15_graded_const, intersect.all.expected, 33",
        "g15_graded_const, level2.expected, 6632",
        "g16_graded_deep, expected, 6633",
        "g16_graded_deep, intersect.all.expected, 33",
        "g16_graded_deep, level2.expected, 6632"
    })
    void valuesEqualThoseOfTrecEval(String set, String mode, int values) {
        Run<String, String> run = run(SharedData.lines("golden/trec/" + set + ".run.gz"));
        Judgments<String, String> judgments = judgments(SharedData.lines("golden/trec/" + set + ".qrels.gz"));
        EvaluationResult<String> result = Evaluation.of(Preset.TREC)
                .withRules(MODES.get(mode))
                .withParallelism(Parallelism.threads(2))
                .evaluate(run, judgments);
        List<String> expected = SharedData.lines("golden/trec/" + set + "." + mode + ".gz");
        assertThat(compared(result, expected)).isEqualTo(values).isEqualTo(expected.size());
    }

    /** How many values were compared. */
    private static int compared(EvaluationResult<String> result, List<String> lines) {
        Map<String, Double> all = TrecMeasures.ofAll(result);
        Map<String, double[]> perUser = new HashMap<>();
        for (Metric metric : result.metrics()) {
            perUser.put(TrecMeasures.nameOf(metric).orElseThrow(), result.perUser(metric.name()));
        }
        Set<String> seen = new HashSet<>();
        for (String line : lines) {
            String[] cells = line.split("\\s+");
            double ours = cells[1].equals("all")
                    ? all.get(cells[0])
                    : perUser.get(cells[0])[result.users().positionOf(cells[1])];
            assertThat(ours).as(line).isCloseTo(Double.parseDouble(cells[2]), within(1e-9));
            assertThat(seen.add(cells[0] + " " + cells[1])).isTrue();
        }
        return seen.size();
    }

    /**
     * Four users: u1 with graded judgments and ties, u2 without a relevant item, u3 not in the run, u4 with one item that nobody judged.
     * The values are worked out by hand by the definitions of trec_eval.
     */
    private static final List<String> QRELS = List.of(
            "u1 0 a 1", "u1 0 b 2", "u1 0 c 0", "u1 0 d -1", "u2 0 a 0", "u3 0 a 1", "u4 0 a 1", "u4 0 b 0");

    private static final List<String> RUN = List.of(
            "u1 Q0 a 9 2.0 x", "u1 Q0 c 1 2.0 x", "u1 Q0 d 5 7.5 x", "u1 Q0 b 3 1.0 x", // in order: d, c, a, b
            "u2 Q0 a 1 1.0 x", //
            "u4 Q0 z 1 3.0 x",
            "u4 Q0 b 1 2.0 x",
            "u4 Q0 a 1 1.0 x",
            "u9 Q0 a 1 1.0 x");

    @Test
    void smallCaseEqualsWhatWasWorkedOutByHand() {
        double dcg = 1 / (Math.log(4) / Math.log(2)) + 2 / (Math.log(5) / Math.log(2));
        double ideal = 2 + 1 / (Math.log(3) / Math.log(2));
        assertThat(compared(evaluated(Rules.trec()), List.of(
                        "num_ret u1 4", "num_rel u1 2", "num_rel_ret u1 2",
                        "map u1 " + (1 / 3.0 + 2 / 4.0) / 2,
                        "Rprec u1 0",
                        "bpref u1 0", // the one irrelevant item is above both
                        "recip_rank u1 " + 1 / 3.0,
                        "P_1 u1 0", "P_5 u1 .4", "recall_5 u1 1", "success_1 u1 0", "success_5 u1 1",
                        "map_cut_5 u1 " + (1 / 3.0 + 2 / 4.0) / 2,
                        "ndcg u1 " + dcg / ideal, "ndcg_cut_1 u1 0", "ndcg_cut_5 u1 " + dcg / ideal,
                        "num_ret u2 1", "num_rel u2 0", "map u2 0", "ndcg u2 0", "Rprec u2 0",
                        "num_ret u3 0", "num_rel u3 1", "map u3 0", "recip_rank u3 0",
                        "num_ret u4 3", "map u4 " + 1 / 3.0, "bpref u4 0", "ndcg u4 .5",
                        "num_ret all 8", "num_rel all 4", "num_rel_ret all 3",
                        "map all " + ((1 / 3.0 + 2 / 4.0) / 2 + 1 / 3.0) / 4)))
                .isEqualTo(33);
    }

    @Test
    void levelCondensedListsAndIntersectionAsWorkedOutByHand() {
        assertThat(compared(evaluated(LEVEL2), List.of(
                        "num_rel u1 1", "map u1 .25", "recip_rank u1 .25", "bpref u1 0", "num_rel u4 0", "map u4 0",
                        "map all " + .25 / 4)))
                .isEqualTo(7);
        assertThat(compared(evaluated(JUDGED_ONLY), List.of(
                        "num_ret u1 3", "recip_rank u1 .5", "num_ret u4 2", "recip_rank u4 .5", "num_ret all 6")))
                .isEqualTo(5);
        EvaluationResult<String> intersection = evaluated(INTERSECT);
        assertThat(compared(intersection, List.of("num_rel all 3", "recip_rank all " + (1 / 3.0 + 1 / 3.0) / 3)))
                .isEqualTo(2);
        assertThat(intersection.perUser("map")[intersection.users().positionOf("u3")]).isNaN();
    }

    private static EvaluationResult<String> evaluated(Rules rules) {
        return Evaluation.of(Preset.TREC).withRules(rules).evaluate(run(RUN), judgments(QRELS));
    }

    private static Run<String, String> run(List<String> lines) {
        Run.Builder<String, String> run =
                Run.<String, String>builder("run", IdType.STRING, IdType.STRING).withTies(Run.TieOrder.TREC);
        for (String line : lines) {
            String[] cells = line.split("\\s+");
            run.add(cells[0], cells[2], Double.parseDouble(cells[4]));
        }
        return run.build();
    }

    private static Judgments<String, String> judgments(List<String> lines) {
        Judgments.Builder<String, String> judgments = Judgments.builder(IdType.STRING, IdType.STRING);
        for (String line : lines) {
            String[] cells = line.split("\\s+");
            judgments.add(cells[0], cells[2], Double.parseDouble(cells[3]));
        }
        return judgments.build();
    }
}

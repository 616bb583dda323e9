package dev.recsys.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.data.DataShape;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Progress;
import dev.recsys.model.Capability;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import dev.recsys.testkit.BrokenTrainer.BrokenModel;
import dev.recsys.train.Algorithm;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingEstimate;
import dev.recsys.train.TrainingInput;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract can fail: each of these algorithms breaks one rule, and the test of that rule notices. */
class BrokenAlgorithmsTest {

    /** The contract for a broken algorithm. */
    interface Broken extends AlgorithmContract<Cooccurrence, BrokenModel> {}

    @Test
    void wrapperWithNothingBrokenPasses() {
        assertThat(ContractRun.failures(NothingBroken.class)).isEmpty();
    }

    static class NothingBroken implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer();
        }
    }

    @Test
    void dependingOnTheParallelismIsNoticed() {
        requireNoticed(DependsOnWorkers.class, "anyParallelismGivesTheSameBits", "anyExecutorGivesTheSameBits");
    }

    static class DependsOnWorkers implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                CooccurrenceModel train(Cooccurrence config, TrainingInput input, TrainingContext context) {
                    float factor = context.parallelism().workers() == 3 ? 1.0000001f : 1f;
                    return changed(config.train(input, context), row -> {
                        row[0] *= factor;
                        return row;
                    });
                }
            };
        }
    }

    @Test
    void stateKeptBetweenTrainingsIsNoticed() {
        requireNoticed(KeepsState.class, "trainingAgainGivesTheSameBits", "anyParallelismGivesTheSameBits");
    }

    static class KeepsState implements Broken {
        private final AtomicInteger trainings = new AtomicInteger();

        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                CooccurrenceModel train(Cooccurrence config, TrainingInput input, TrainingContext context) {
                    int training = trainings.incrementAndGet();
                    return changed(config.train(input, context), row -> {
                        row[0] += training * 1e-3f;
                        return row;
                    });
                }
            };
        }
    }

    @Test
    void learningNothingIsNoticed() {
        requireNoticed(LearnsNothing.class, "recoversACheckerboard", "itemsLikedByTheSameUsersAreSimilar");
    }

    static class LearnsNothing implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                CooccurrenceModel train(Cooccurrence config, TrainingInput input, TrainingContext context) {
                    return changed(config.train(input, context), row -> {
                        Arrays.fill(row, 0.5f);
                        return row;
                    });
                }
            };
        }
    }

    @Test
    void nanScoresAreNoticed() {
        requireNoticed(
                NanScores.class,
                "scoresAreFiniteInEveryVariant",
                "acceptsOneUserAndOneItem",
                "acceptsNegativeWeights",
                "hugeAndTinyWeightsGiveAFiniteModelOrATrainingException");
    }

    static class NanScores implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                Query answer(CooccurrenceModel model, Query query) {
                    return new ChangedQuery(query) {
                        @Override
                        public void scores(int[] items, int count, float[] out) {
                            super.scores(items, count, out);
                            out[count - 1] = Float.NaN;
                        }
                    };
                }
            };
        }
    }

    @Test
    void ignoringTheMaskIsNoticed() {
        requireNoticed(IgnoresMask.class, "topKIsTheBestOfAllAllowedItems", "nothingAllowedGivesAnEmptyList");
    }

    static class IgnoresMask implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                Query answer(CooccurrenceModel model, Query query) {
                    return new ChangedQuery(query) {
                        @Override
                        public TopK topK(int k, ItemMask allowed) {
                            return super.topK(k, ItemMask.all(allowed.items()));
                        }
                    };
                }
            };
        }
    }

    @Test
    void filteringAfterTopKIsNoticed() {
        requireNoticed(FiltersAfterwards.class, "topKIsTheBestOfAllAllowedItems", "nothingAllowedGivesAnEmptyList");
    }

    static class FiltersAfterwards implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                Query answer(CooccurrenceModel model, Query query) {
                    return new ChangedQuery(query) {
                        @Override
                        public TopK topK(int k, ItemMask allowed) {
                            int found =
                                    super.topK(k, ItemMask.all(allowed.items())).size();
                            TopK best = super.topK(k, allowed);
                            int kept = Math.min(best.size(), Math.max(1, found / 2));
                            float[] scores = new float[kept];
                            for (int i = 0; i < kept; i++) {
                                scores[i] = best.score(i);
                            }
                            return TopK.of(best.items(), scores, kept);
                        }
                    };
                }
            };
        }
    }

    @Test
    void batchThatAnswersOtherwiseIsNoticed() {
        requireNoticed(BatchDiffers.class, "batchEqualsSingle");
    }

    static class BatchDiffers implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                TopK[] batch(BrokenModel model, int[] users, int k, ItemMask[] allowed) {
                    TopK[] lists = super.batch(model, users, k, allowed);
                    if (lists.length > 1) {
                        lists[1] = lists[0];
                    }
                    return lists;
                }
            };
        }
    }

    @Test
    void lossInTheFileIsNoticed() {
        requireNoticed(LosesBits.class, "modelSurvivesItsFileBitForBit");
    }

    static class LosesBits implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                float restored(float value) {
                    return Math.round(value * 1e6f) / 1e6f;
                }
            };
        }
    }

    @Test
    void silenceIsNoticed() {
        requireNoticed(
                ReportsNothing.class,
                "reportsProgressUpToTheTotalFromTheCallingThread",
                "listenerThatThrowsEndsTheTraining");
    }

    static class ReportsNothing implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                CooccurrenceModel train(Cooccurrence config, TrainingInput input, TrainingContext context) {
                    return config.train(input, context.withProgress(Progress.NONE));
                }
            };
        }
    }

    @Test
    void deafnessIsNoticed() {
        requireNoticed(
                CannotBeCancelled.class,
                "cancelledBeforeTheStartDoesNothing",
                "cancelledAfterTheFirstStepStopsBeforeTheNext",
                "stopsAtWhicheverQuestionItIsTold");
    }

    static class CannotBeCancelled implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                CooccurrenceModel train(Cooccurrence config, TrainingInput input, TrainingContext context) {
                    return config.train(input, context.withCancellation(Cancellation.NEVER));
                }
            };
        }
    }

    @Test
    void missingSettingsAreNoticed() {
        requireNoticed(HidesSettings.class, "modelNamesAlgorithmSettingsAndShape");
    }

    static class HidesSettings implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                CooccurrenceModel train(Cooccurrence config, TrainingInput input, TrainingContext context) {
                    return withoutSettings(config.train(input, context));
                }
            };
        }
    }

    @Test
    void emptyEstimateIsNoticed() {
        requireNoticed(EstimatesNothing.class, "estimateIsPositiveAndGrowsWithTheData");
    }

    static class EstimatesNothing implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                TrainingEstimate estimate(DataShape shape, TrainingContext context) {
                    return TrainingEstimate.of(0, 0);
                }
            };
        }
    }

    @Test
    void undeclaredCapabilityIsNoticed() {
        requireNoticed(HidesCapabilities.class, "undeclaredCapabilitiesAreRefusedByName");
    }

    static class HidesCapabilities implements Broken {
        @Override
        public Algorithm<Cooccurrence, BrokenModel> algorithm() {
            return new BrokenTrainer() {
                @Override
                public Set<Capability> capabilities() {
                    return Set.of();
                }
            };
        }
    }

    /** The given tests fail, and every message names a rule. */
    private static void requireNoticed(Class<?> broken, String... tests) {
        Map<String, String> failures = ContractRun.failures(broken, tests);
        assertThat(failures).as("failures of %s", broken.getSimpleName()).containsOnlyKeys(tests);
        assertThat(failures.values())
                .as("messages of %s", broken.getSimpleName())
                .allMatch(message -> message.contains("rule broken: "));
    }

    /** A query to change one thing of. */
    private static class ChangedQuery implements Query {

        private final Query sound;

        ChangedQuery(Query sound) {
            this.sound = sound;
        }

        @Override
        public TopK topK(int k, ItemMask allowed) {
            return sound.topK(k, allowed);
        }

        @Override
        public void scores(int[] items, int count, float[] out) {
            sound.scores(items, count, out);
        }
    }
}

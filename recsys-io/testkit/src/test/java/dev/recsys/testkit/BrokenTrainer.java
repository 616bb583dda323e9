package dev.recsys.testkit;

import dev.recsys.data.DataShape;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.ModelCodec;
import dev.recsys.model.ModelInfo;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingEstimate;
import dev.recsys.train.TrainingInput;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The co-occurrence algorithm with one thing broken: what its trainer does, or what its model answers. */
class BrokenTrainer implements Algorithm<Cooccurrence, BrokenTrainer.BrokenModel> {

    private final Cooccurrence sound = Cooccurrence.DEFAULTS;

    /** The training; the sound one unless overridden. */
    CooccurrenceModel train(Cooccurrence config, TrainingInput input, TrainingContext context) {
        return config.train(input, context);
    }

    /** What becomes of an answer; the sound one unless overridden. */
    Query answer(CooccurrenceModel model, Query query) {
        return query;
    }

    TopK[] batch(BrokenModel model, int[] users, int k, ItemMask[] allowed) {
        return model.oneByOne(users, k, allowed);
    }

    float restored(float value) {
        return value;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.FOLD_IN, Capability.SIMILAR_ITEMS);
    }

    TrainingEstimate estimate(DataShape shape, TrainingContext context) {
        return sound.estimate(shape, context);
    }

    @Override
    public String name() {
        return CooccurrenceAlgorithm.NAME;
    }

    @Override
    public String description() {
        return "Co-occurrence with one thing broken.";
    }

    @Override
    public ParameterSpace<Cooccurrence> parameters() {
        return CooccurrenceAlgorithm.PARAMETERS;
    }

    @Override
    public Trainer<BrokenModel> trainer(Cooccurrence config) {
        return new Trainer<>() {
            @Override
            public BrokenModel train(TrainingInput input, TrainingContext context) {
                return new BrokenModel(BrokenTrainer.this.train(config, input, context), BrokenTrainer.this);
            }

            @Override
            public TrainingEstimate estimate(DataShape shape, TrainingContext context) {
                return BrokenTrainer.this.estimate(shape, context);
            }
        };
    }

    @Override
    public ModelCodec<BrokenModel> codec() {
        ModelCodec<CooccurrenceModel> codec = new CooccurrenceAlgorithm().codec();
        return new ModelCodec<>() {
            @Override
            public int version() {
                return codec.version();
            }

            @Override
            public void write(BrokenModel model, SectionOutput out) {
                codec.write(model.sound(), out);
            }

            @Override
            public BrokenModel read(ModelInfo info, int version, SectionInput in) {
                CooccurrenceModel read = codec.read(info, version, in);
                for (float[] row : read.similarity()) {
                    row[0] = restored(row[0]);
                }
                return new BrokenModel(read, BrokenTrainer.this);
            }
        };
    }

    /** A copy of the similarities with each changed, in the form of a model. */
    static CooccurrenceModel changed(CooccurrenceModel model, UnaryOperator<float[]> change) {
        float[][] rows = new float[model.similarity().length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = change.apply(model.similarity()[i].clone());
        }
        return new CooccurrenceModel(model.info(), model.users(), rows);
    }

    /** A model whose information lacks its settings. */
    static CooccurrenceModel withoutSettings(CooccurrenceModel model) {
        ModelInfo info =
                ModelInfo.of(model.info().algorithm(), Map.of(), model.info().shape());
        return new CooccurrenceModel(info, model.users(), model.similarity());
    }

    /** The model, asking the broken algorithm at each answer. */
    record BrokenModel(CooccurrenceModel sound, BrokenTrainer broken) implements Model {

        @Override
        public ModelInfo info() {
            return sound.info();
        }

        @Override
        public Set<Capability> capabilities() {
            return broken.capabilities();
        }

        @Override
        public Query forUser(int user) {
            return broken.answer(sound, sound.forUser(user));
        }

        @Override
        public Query forHistory(History history) {
            return sound.forHistory(history);
        }

        @Override
        public Query forItem(int item) {
            return sound.forItem(item);
        }

        @Override
        public TopK[] topK(int[] users, int k, ItemMask[] allowed) {
            return broken.batch(this, users, k, allowed);
        }

        TopK[] oneByOne(int[] users, int k, ItemMask[] allowed) {
            return Model.super.topK(users, k, allowed);
        }
    }
}

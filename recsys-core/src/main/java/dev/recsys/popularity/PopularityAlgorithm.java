package dev.recsys.popularity;

import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.model.Capability;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.ModelCodec;
import dev.recsys.model.ModelInfo;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import java.util.Set;

/** The descriptor of {@link Popularity}. */
final class PopularityAlgorithm implements Algorithm<Popularity, ItemScoresModel> {

    @Override
    public String name() {
        return Popularity.NAME;
    }

    @Override
    public String description() {
        return "The same most popular items for everybody: the baseline, and the fallback for unknown users.";
    }

    @Override
    public ParameterSpace<Popularity> parameters() {
        return Popularity.PARAMETERS;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.NON_PERSONALIZED, Capability.EXPLANATIONS);
    }

    @Override
    public Trainer<ItemScoresModel> trainer(Popularity config) {
        return config;
    }

    @Override
    public ModelCodec<ItemScoresModel> codec() {
        return new ScoresCodec();
    }

    private static final class ScoresCodec implements ModelCodec<ItemScoresModel> {

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(ItemScoresModel model, SectionOutput out) {
            out.writeFloatArray(model.scores());
        }

        @Override
        public ItemScoresModel read(ModelInfo info, int version, SectionInput in) {
            try {
                return ItemScoresModel.of(info, in.readFloatArray());
            } catch (IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage()));
            }
        }
    }
}

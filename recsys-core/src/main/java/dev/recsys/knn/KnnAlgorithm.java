package dev.recsys.knn;

import dev.recsys.DataException;
import dev.recsys.data.SparseMatrix;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.model.Capability;
import dev.recsys.model.Model;
import dev.recsys.model.ModelCodec;
import dev.recsys.model.ModelInfo;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import java.util.Set;

/** The descriptor of {@link Knn}, for either side. */
final class KnnAlgorithm<M extends Model> implements Algorithm<Knn<M>, M> {

    private final Side<M> side;
    private final ParameterSpace<Knn<M>> parameters;

    KnnAlgorithm(Knn<M> defaults) {
        this.side = defaults.side();
        this.parameters = KnnParameters.of(defaults);
    }

    @Override
    public String name() {
        return side.name();
    }

    @Override
    public String description() {
        return side.description();
    }

    @Override
    public ParameterSpace<Knn<M>> parameters() {
        return parameters;
    }

    @Override
    public Set<Capability> capabilities() {
        return side.capabilities();
    }

    @Override
    public Trainer<M> trainer(Knn<M> config) {
        return config;
    }

    @Override
    public ModelCodec<M> codec() {
        return new Codec();
    }

    /** The matrix trained on and the neighbours; all else is computed from them again. */
    private final class Codec implements ModelCodec<M> {

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(M model, SectionOutput out) {
            out.writeSparse(side.interactions(model));
            out.writeSparse(side.neighbours(model));
        }

        @Override
        public M read(ModelInfo info, int version, SectionInput in) {
            SparseMatrix interactions = in.readSparse();
            SparseMatrix neighbours = in.readSparse();
            if (interactions.rows() != info.users() || interactions.columns() != info.items()) {
                throw in.corrupt("the matrix is " + interactions + " but the model is " + info);
            }
            try {
                return side.restored(parameters.parse(info.config()), info, interactions, neighbours);
            } catch (DataException | IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage()));
            }
        }
    }
}

package dev.recsys.knn;

import dev.recsys.model.Model;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.Parameter.Scale;
import dev.recsys.parameter.ParameterSpace;

/** The parameters of both algorithms of nearest neighbours: the same keys, ranges and defaults. */
final class KnnParameters {

    private KnnParameters() {}

    static <M extends Model> ParameterSpace<Knn<M>> of(Knn<M> defaults) {
        return ParameterSpace.of(
                defaults,
                Parameter.integer(
                        "neighbours",
                        1,
                        Knn.MOST_NEIGHBOURS,
                        Scale.LOG,
                        "how many neighbours are kept",
                        Knn::neighbours,
                        Knn::withNeighbours),
                Parameter.choice(
                        "similarity",
                        Similarity.class,
                        "how vectors are compared",
                        Knn::similarity,
                        Knn::withSimilarity),
                Parameter.choice(
                        "vectorWeighting",
                        VectorWeighting.class,
                        "how entries of vectors are weighted before they are compared",
                        Knn::vectorWeighting,
                        Knn::withVectorWeighting),
                Parameter.decimal(
                        "shrinkage",
                        0,
                        Knn.MOST,
                        Scale.LOG,
                        "added to the denominator of the similarity; lowers what rests on little",
                        Knn::shrinkage,
                        Knn::withShrinkage),
                Parameter.decimal(
                        "asymmetry",
                        0,
                        1,
                        Scale.LINEAR,
                        "exponent of similarity cosine; 0.5 is the plain cosine",
                        Knn::asymmetry,
                        Knn::withAsymmetry),
                Parameter.integer(
                        "minOverlap",
                        1,
                        Knn.MOST_OVERLAP,
                        Scale.LOG,
                        "how many entries neighbours must have in common",
                        Knn::minOverlap,
                        Knn::withMinOverlap),
                Parameter.decimal(
                        "vectorK1",
                        0,
                        Knn.MOST,
                        Scale.LOG,
                        "k1 of vectorWeighting bm25",
                        Knn::vectorK1,
                        Knn::withVectorK1),
                Parameter.decimal(
                        "vectorB", 0, 1, Scale.LINEAR, "b of vectorWeighting bm25", Knn::vectorB, Knn::withVectorB));
    }
}

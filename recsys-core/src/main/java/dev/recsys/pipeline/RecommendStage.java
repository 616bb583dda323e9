package dev.recsys.pipeline;

import dev.recsys.event.IdIndex;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.RecommendationSink;
import dev.recsys.store.Artifact;
import dev.recsys.train.TrainingContext;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the lists of all users and keeps them as an artifact, a block at a time. */
final class RecommendStage<U, I> implements StageWork<U, I> {

    @Override
    public Map<String, String> config(Run<U, I> run) {
        PipelineConfig pipeline = run.pipeline().config();
        Map<String, String> config = new LinkedHashMap<>();
        config.put("k", String.valueOf(pipeline.k()));
        config.put("excludeSeen", String.valueOf(pipeline.excludeSeen()));
        config.put("where", pipeline.where().isEmpty() ? "none" : pipeline.where());
        config.put("recommender", run.pipeline().recommenderName());
        return config;
    }

    @Override
    public StageResult run(Run<U, I> run) {
        ModelBundle<U, I> bundle = TrainStage.bundle(run);
        Counts<U, I> counts = new Counts<>(bundle.items());
        Artifact artifact = run.write(ListFile.NAME, (out, target) -> {
            ListFile.Writer<U, I> lists = new ListFile.Writer<>(
                    out, target, bundle.users().type(), bundle.items().type());
            recommendAll(run.pipeline(), run.context(), bundle, run.manifest().startedAt(), (user, list) -> {
                counts.accept(user, list);
                lists.accept(user, list);
            });
            lists.finish();
        });
        return new StageResult()
                .artifact(artifact)
                .count("lists", counts.lists)
                .count("usersWithoutList", counts.empty)
                .count("rows", counts.rows)
                .number(
                        "coverage",
                        (double) counts.items.cardinality() / bundle.items().size());
    }

    static <U, I> void recommendAll(
            Pipeline<U, I> pipeline,
            TrainingContext context,
            ModelBundle<U, I> bundle,
            Instant at,
            RecommendationSink<U, I> sink) {
        BatchRequest batch = BatchRequest.of(pipeline.config().k())
                .withExcludeSeen(pipeline.config().excludeSeen())
                .withParallelism(context.parallelism())
                .withProgress(context.progress())
                .withCancellation(context.cancellation());
        pipeline.recommenderOf(bundle, at).recommendAll(batch, sink);
    }

    private static final class Counts<U, I> implements RecommendationSink<U, I> {

        private final IdIndex<I> ids;
        private final BitSet items = new BitSet();
        private long lists;
        private long empty;
        private long rows;

        Counts(IdIndex<I> ids) {
            this.ids = ids;
        }

        @Override
        public void accept(U user, List<Recommendation<I>> list) {
            lists += list.isEmpty() ? 0 : 1;
            empty += list.isEmpty() ? 1 : 0;
            rows += list.size();
            for (Recommendation<I> one : list) {
                int position = ids.positionOf(one.item());
                if (position != IdIndex.ABSENT) {
                    items.set(position);
                }
            }
        }
    }
}

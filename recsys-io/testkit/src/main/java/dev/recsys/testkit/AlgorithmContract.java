package dev.recsys.testkit;

import dev.recsys.Experimental;
import dev.recsys.model.Model;

/**
 * What every algorithm must do, as tests to inherit. The library's own algorithms pass it, and so should a host's:
 *
 * <pre>{@code
 * class MyAlgorithmTest implements AlgorithmContract<MyConfig, MyModel> {
 *     @Override
 *     public Algorithm<MyConfig, MyModel> algorithm() {
 *         return new MyAlgorithm();
 *     }
 *
 *     @Override
 *     public Map<String, String> testConfig() {
 *         return Map.of("factors", "8", "iterations", "5");
 *     }
 * }
 * }</pre>
 *
 * <p>The hooks: {@code algorithm()} is the one to implement. {@code testConfig()} gives settings that train in
 * milliseconds; {@code recoversStructure()} returns false for baselines that give everybody the same list; {@code
 * variants()} lists further configurations that must be reproducible (by default each other word of each choice and flag);
 * {@code seed()} chooses other random data.
 *
 * <p>The rules:
 *
 * <ul>
 *   <li>Learning: a checkerboard is recovered; users and items without entries, one user, one item, more factors than
 *       rows, negative weights are accepted; extreme weights give a finite model or a
 *       {@link dev.recsys.TrainingException}; no score is ever NaN or infinite.
 *   <li>Reproducibility: the same seed gives the same file at any parallelism, on any executor, for any order of events,
 *       and on two threads at once.
 *   <li>Running: progress is reported from the calling thread up to its total; cancellation stops before the next step.
 *   <li>Queries: top-K is the best of all allowed items in one total order; batch, single and given items have the same
 *       bits; impossible questions are refused.
 *   <li>Files: a model read back has the same bits; content that does not fit is refused with a
 *       {@link dev.recsys.FormatException}.
 *   <li>Capabilities: what a model declares works, what it does not declare is refused by name.
 *   <li>Warm start: a trainer that can start from an earlier model finds its rows again by id; delta training leaves what
 *       was not touched as it is.
 *   <li>Descriptor: parameters keep, take and refuse what their ranges say; a model names all its settings; estimates are
 *       positive and grow with the data.
 * </ul>
 *
 * <p>Data is small; with settings that fit, the whole contract runs in a few seconds. Tests that do not apply (fold-in of a
 * model that does not declare it) are reported as skipped, with the reason.
 *
 * @param <C> the algorithm's configuration
 * @param <M> the algorithm's model
 */
@Experimental
public interface AlgorithmContract<C, M extends Model>
        extends LearningRules<C, M>,
                ReproducibilityRules<C, M>,
                RunningRules<C, M>,
                QueryRules<C, M>,
                FileRules<C, M>,
                CapabilityRules<C, M>,
                WarmStartRules<C, M>,
                DescriptorRules<C, M> {}
